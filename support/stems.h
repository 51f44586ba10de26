#pragma once
// The words of a text as search compares them.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace treewright {

using Stems = std::vector<std::string>;

/// English stems (Snowball's Porter2) of sub-tokens: "reads JSONFiles" → read, json, file. One thread at a
/// time; making one costs microseconds.
class Stemmer {
 public:
  Stemmer();

  /// In the order of the words, repeats among them.
  [[nodiscard]] Stems stems(std::string_view text);

 private:
  std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer_;
};

}  // namespace treewright
