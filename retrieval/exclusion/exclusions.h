#pragma once
// Two questions about a file, each with an answer and the rule that gives it. May it be read? Secrets and
// what the user's
// `.treewrightignore` names are not, in any way. Is it worth indexing? What git ignores, what is generated or
// foreign, too large, or a link is not; suggestions work there. Asked before a file is opened.

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

/// An answer, and the rule that decided. `source` is empty where none speaks of the path.
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

struct Verdicts {
  Verdict reading;   ///< excluded: it is never read
  Verdict indexing;  ///< excluded: the index leaves it out, as it does what is not read

  /// `read and indexed`, `read, not indexed: excluded by …`, `never read: excluded by …`, for people.
  [[nodiscard]] std::string describe() const;
};

struct ExclusionOptions {
  std::uintmax_t max_file_bytes = 1 << 20;  ///< larger files are generated or data
};

/// For reading: treewright's own rules about secrets, which nothing takes back, then `.treewrightignore` of
/// each folder, the deepest first. For the index, after those about secrets: treewright's own about foreign
/// and generated code, which nothing takes back either; `.treewrightignore`; `.gitignore` likewise;
/// `.git/info/exclude`; the user's own ignore file. What is excluded of a folder is excluded of its contents,
/// and `.gitignore` in a folder that is not indexed is not read. A folder with a repository of its own starts
/// anew with git's rules. Unlike git, a tracked file has no privilege.
///
/// Rules are read once a folder, when first asked for: make another one where they have changed. One thread
/// at a time.
class Exclusions {
 public:
  /// Of the folder `workspace`, which must exist. The rules of the repository around it count.
  explicit Exclusions(const std::filesystem::path& workspace, ExclusionOptions options = {});

  // `path` is absolute or relative to the workspace; it need not exist (then it is a file).
  /// Of a link, or a path through one, what the rules say of the link and of what it leads to counts. Outside
  /// the workspace, treewright's own rules alone hold.
  [[nodiscard]] Verdict may_be_read(const std::filesystem::path& path);
  /// A link is excluded, as is what is outside the workspace: what it leads to is indexed where it is.
  [[nodiscard]] Verdict is_indexed(const std::filesystem::path& path);
  /// The same for one who has its kind already and knows that it is reached without a link. `size` in bytes,
  /// of a file.
  [[nodiscard]] Verdict is_indexed(const std::filesystem::path& path, PathKind kind, std::uintmax_t size);
  [[nodiscard]] Verdicts check(const std::filesystem::path& path);

  /// Where `path`, absolute and normal, starts from: the work tree around the workspace, or the workspace.
  [[nodiscard]] const std::filesystem::path& top() const { return top_; }

 private:
  using Lists = std::vector<std::shared_ptr<const RuleList>>;  // the weakest first
  struct Folder {
    Lists git, own;
    Verdict reading, indexing;
  };

  const Folder& folder(const std::string& path);
  [[nodiscard]] Folder open(const std::string& path, const Folder* parent);
  void add_git_rules(const std::filesystem::path& folder, const std::string& path, bool is_top,
                     Lists& lists) const;
  void add_file_of(const std::filesystem::path& folder, const char* name, const std::string& path,
                   Lists& lists) const;
  void add(const std::filesystem::path& file, const std::string& folder, Lists& lists) const;
  [[nodiscard]] std::filesystem::path absolute(const std::filesystem::path& path) const;
  [[nodiscard]] std::optional<std::string> below_top(const std::filesystem::path& absolute) const;
  [[nodiscard]] Verdict reading_of(const std::filesystem::path& absolute);
  [[nodiscard]] Verdict decide_reading(const Folder& parent, const std::string& path, bool is_folder) const;
  [[nodiscard]] Verdict decide_indexing(const Folder& parent, const std::string& path, bool is_folder) const;
  [[nodiscard]] std::string shown(const std::filesystem::path& file) const;

  std::filesystem::path given_, workspace_, top_;  // the workspace as it was named, and without links
  ExclusionOptions options_;
  RuleList secrets_, foreign_;
  std::optional<std::filesystem::path> user_excludes_;
  std::unordered_map<std::string, Folder> folders_;
};

}  // namespace treewright::retrieval
