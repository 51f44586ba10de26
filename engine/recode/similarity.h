#pragma once
// How alike two descriptions are: edit distance over words, and which word stands for which (Hayati et al.
// 2018, §3.1 and §3.3).

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace treewright::recode {

/// A word of a description as similarity sees it.
struct ComparedWord {
  std::string read;  ///< a quoted span is one word, equal to any other
  std::string copy;  ///< what copying it writes, or empty
};
[[nodiscard]] std::vector<ComparedWord> compared_words(std::string_view description);

/// Words as numbers, equal where the words are.
using Words = std::span<const int>;

/// Numbers words as they come.
class WordNumbers {
 public:
  [[nodiscard]] std::vector<int> of(const std::vector<ComparedWord>& words);

 private:
  std::unordered_map<std::string, int> numbers_;
};

/// Least number of words inserted, deleted or substituted that make `a` of `b`; `limit` + 1 where it is above
/// `limit` (Ukkonen 1985: only cells near the diagonal are looked at).
[[nodiscard]] int edit_distance(Words a, Words b, int limit);

/// 1 − distance / the longer length, in 0 … 1; two empty descriptions are alike. Below `least`, some number
/// below it.
[[nodiscard]] double similarity(Words a, Words b, double least = 0);

/// For each word of `b` the one of `a` that it is or that substitutes it, or -1: one-to-one, in order, along
/// a cheapest edit.
[[nodiscard]] std::vector<int> align(Words a, Words b);

}  // namespace treewright::recode
