#pragma once
// Which files of a workspace may be read at all: git's rules, the user's `.treewrightignore` and what is
// never safe or useful to read. Asked before a file is opened.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "retrieval/exclusion/rule_list.h"

namespace treewright::retrieval {

enum class PathKind : std::uint8_t { file, folder, other };

/// Whether a path is left out, and the rule that decided. `source` is empty where none speaks of it.
struct Verdict {
  bool excluded = false;
  std::string
      source;        ///< a file relative to the workspace's top, or the words for a rule of treewright's own
  int line = 0;      ///< of that file, 1-based; 0: not in a file
  std::string rule;  ///< as written
  std::string path;  ///< that the rule is about: the one asked for, or a folder above it

  /// `excluded by .gitignore:3: *.log`, for people.
  [[nodiscard]] std::string describe() const;
};

struct ExclusionOptions {
  std::uintmax_t max_file_bytes = 1 << 20;  ///< larger files are generated or data
};

/// From the strongest: the safe defaults, which no rule takes back; `.treewrightignore` of each folder, the
/// deepest first; `.gitignore` likewise; `.git/info/exclude`; the user's own ignore file. An excluded
/// folder's contents are excluded, and its rules are not read. A folder with a repository of its own starts
/// anew with git's rules. Unlike git, a tracked file has no privilege.
///
/// Rules are read once a folder, when first asked for: make another one where they have changed. One thread
/// at a time.
class Exclusions {
 public:
  /// Of the folder `workspace`, which must exist. The rules of the repository around it count.
  explicit Exclusions(const std::filesystem::path& workspace, ExclusionOptions options = {});

  /// `path` is absolute or relative to the workspace; it need not exist (then it is a file). Symbolic links
  /// are not followed, and are excluded: what they lead to is read where it is.
  [[nodiscard]] Verdict check(const std::filesystem::path& path);
  /// The same for one who has its kind already. `size` in bytes, of a file.
  [[nodiscard]] Verdict check(const std::filesystem::path& path, PathKind kind, std::uintmax_t size);

  /// Where `path`, absolute and normal, starts from: the work tree around the workspace, or the workspace.
  [[nodiscard]] const std::filesystem::path& top() const { return top_; }

 private:
  using Lists = std::vector<std::shared_ptr<const RuleList>>;  // the weakest first
  struct Folder {
    Lists git, own;
    std::optional<Verdict> excluded;
  };

  const Folder& folder(const std::string& path);
  [[nodiscard]] Folder open(const std::string& path, const Folder* parent);
  void add_repository(const std::filesystem::path& folder, const std::string& path, Lists& lists) const;
  void add(const std::filesystem::path& file, const std::string& folder, Lists& lists) const;
  [[nodiscard]] Verdict decide(const Folder& parent, const std::string& path, bool is_folder) const;
  [[nodiscard]] std::string shown(const std::filesystem::path& file) const;

  std::filesystem::path top_, workspace_;
  ExclusionOptions options_;
  RuleList defaults_;
  std::optional<std::filesystem::path> user_excludes_;
  std::unordered_map<std::string, Folder> folders_;
};

}  // namespace treewright::retrieval
