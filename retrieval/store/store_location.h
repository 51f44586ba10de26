#pragma once
// Where the stores of workspaces lie, in the user's cache folder, and which of them are still wanted:
// treewright/index/NAME-HASH/vVERSION.db, beside a file that names the workspace.

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "support/result.h"

namespace treewright::retrieval {

/// Where the store of a workspace lies, below $XDG_CACHE_HOME, or ~/.cache where that is not set. Each
/// version of the schema has a file of its own, so that two versions of treewright do each other no harm.
/// Fails where neither folder is known.
[[nodiscard]] Result<std::filesystem::path> store_path(const std::filesystem::path& workspace);

/// Makes the folders above `store`. Those and the store's files, as far as they are there, are the user's
/// alone afterwards: 0700 and 0600; folders above treewright's own stay as they are. SQLite gives the files
/// that it adds the store's own mode.
[[nodiscard]] Result<void> make_private(const std::filesystem::path& store);

/// Writes down beside `store` whose it is. What cannot be written is pruned by its age alone.
void name_workspace(const std::filesystem::path& store, const std::filesystem::path& workspace);

/// Deletes a store, and the files that SQLite keeps beside it.
void remove_store(const std::filesystem::path& store);

struct PruneReport {
  std::size_t removed = 0;  ///< stores
  std::uintmax_t bytes = 0;
};

/// A store that was not opened for so long is made again when it is wanted.
inline constexpr std::chrono::days unused_store{90};

/// Deletes the stores of folders that are gone, and those that nobody has opened for `unused_store`, of all
/// versions. Fails where the cache folder is not known; what cannot be deleted stays.
[[nodiscard]] Result<PruneReport> prune_stores();

}  // namespace treewright::retrieval
