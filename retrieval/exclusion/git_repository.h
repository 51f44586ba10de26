#pragma once
// Where git keeps rules that are in no folder of the work tree.

#include <filesystem>
#include <optional>

namespace treewright::retrieval {

/// The nearest folder with a work tree's `.git` (a folder or a file) among `folder` and those above it.
[[nodiscard]] std::optional<std::filesystem::path> work_tree_above(const std::filesystem::path& folder);

/// Whether `folder` is the top of a work tree.
[[nodiscard]] bool is_work_tree(const std::filesystem::path& folder);

/// The work tree's `info/exclude`, which linked work trees share; the file need not exist.
[[nodiscard]] std::filesystem::path repository_excludes(const std::filesystem::path& work_tree);

/// The user's own ignore file: what git's configuration calls core.excludesFile (git is asked, for it may
/// include other files), or else git's default, $XDG_CONFIG_HOME/git/ignore. Nothing where neither has a
/// name.
[[nodiscard]] std::optional<std::filesystem::path> user_excludes(const std::filesystem::path& folder);

}  // namespace treewright::retrieval
