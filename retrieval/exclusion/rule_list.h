#pragma once
// The rules of one ignore file: gitignore(5).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "retrieval/exclusion/glob.h"

namespace treewright::retrieval {

struct ExclusionRule {
  int line = 0;           ///< 1-based
  std::string text;       ///< as written
  bool includes = false;  ///< "!": what an earlier rule excluded is not excluded
  bool folders_only = false;
  bool of_name = false;      ///< without a slash: compared with a path's last part, at any depth
  std::string start;         ///< what stands before the first wildcard, compared byte by byte
  std::optional<Glob> rest;  ///< of what follows it (of a name: of all); nothing where there is no wildcard
  bool ends_with = false;    ///< "*" and then no wildcard: `start` is the end of the name
};

/// Immutable and thread-safe.
class RuleList {
 public:
  /// `file` names the list to users; `folder` is the one that the rules are about, relative to where paths
  /// start:
  /// "" or "a/b". Any bytes are fine.
  RuleList(std::string_view text, std::string file, std::string folder);

  /// The last rule that speaks of `path`, or null. `path` has slashes between its parts and none at its ends.
  [[nodiscard]] const ExclusionRule* last_match(std::string_view path, bool is_folder) const;
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] bool empty() const { return rules_.empty(); }

 private:
  std::vector<ExclusionRule> rules_;
  std::string file_, folder_;
};

}  // namespace treewright::retrieval
