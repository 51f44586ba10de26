#pragma once
// More rows from few: the same description and code about other names, so that a network learns to copy what
// it has never read instead of writing the name that it knows best.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "lab/data/dataset.h"

namespace treewright::lab {

/// Knows which words are names: those that descriptions hold only where the code does. Not the ones that
/// stand in much of the code ("self"), which mean what they say, unless a description quotes them alone.
/// Needs no knowledge of a language.
class Renamer {
 public:
  explicit Renamer(const std::vector<Row>& rows);

  /// The row with names that its description and code share replaced in both by others of the same shape
  /// (LIKE_THIS, LikeThis, like_this), and numbers of several digits by others. Its id stays.
  [[nodiscard]] Row rename(const Row& row, std::mt19937_64& random) const;
  [[nodiscard]] bool is_name(const std::string& word) const;

 private:
  enum class Shape : std::uint8_t { number, upper, capitalised, lower };
  static Shape shape_of(const std::string& word);
  [[nodiscard]] std::string another(const std::string& word, std::mt19937_64& random) const;

  struct Seen {
    int together = 0, in_description_only = 0, in_code = 0;
  };
  std::map<std::string, Seen> seen_;
  std::map<Shape, std::vector<std::string>> names_;
  std::size_t rows_ = 0;
};

}  // namespace treewright::lab
