#pragma once
// Descriptions that are evaluated on, and so must not be learned from.

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>

#include "support/result.h"

namespace treewright::lab {

/// Immutable after reading. An empty one holds nothing.
class EvaluationSet {
 public:
  /// From JSON lines with "nl". Fails with file and line.
  [[nodiscard]] static Result<EvaluationSet> read(const std::filesystem::path& path);
  /// Whether `description` has the same words: case, punctuation and spaces do not count.
  [[nodiscard]] bool contains(std::string_view description) const;

 private:
  std::unordered_set<std::string> words_;
};

}  // namespace treewright::lab
