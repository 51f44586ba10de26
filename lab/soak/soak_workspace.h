#pragma once
// The workspace of a soak: a git repository of real files with two branches.

#include <random>
#include <string>
#include <vector>

#include "support/result.h"
#include "support/scratch_folder.h"

namespace treewright::lab {

/// Removed with the object. One thread.
class SoakWorkspace {
 public:
  /// Copies at most `count` files of `sources` that are ASCII and no longer than 64 KiB.
  [[nodiscard]] static Result<std::unique_ptr<SoakWorkspace>> make(const std::filesystem::path& sources,
                                                                   std::size_t count);

  [[nodiscard]] std::filesystem::path folder() const { return scratch_ / "workspace"; }
  [[nodiscard]] std::filesystem::path cache() const { return scratch_ / "cache"; }
  /// Relative to the folder; each is there on both branches.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  /// Every file of the folder as it is committed, then the other branch's. Gives the files that differ.
  [[nodiscard]] Result<std::vector<std::string>> switch_branch();

 private:
  SoakWorkspace() = default;
  [[nodiscard]] Result<void> copy(const std::filesystem::path& sources, std::size_t count);
  [[nodiscard]] Result<void> commit_branches();
  [[nodiscard]] Result<std::string> git(std::vector<std::string> arguments) const;

  ScratchFolder scratch_;
  std::vector<std::string> files_;
  bool on_main_ = true;
};

}  // namespace treewright::lab
