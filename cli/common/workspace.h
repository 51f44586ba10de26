#pragma once
// The index of a workspace, for the commands that ask it.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "retrieval/search/workspace_index.h"

namespace treewright::cli {

/// What tells the meaning of descriptions, models/sentence-vectors. Null where it is not there: words in
/// common must do.
[[nodiscard]] Result<std::shared_ptr<const embed::Embedder>> load_embedder();

/// Fails the command where the folder has not been indexed.
[[nodiscard]] std::shared_ptr<const retrieval::WorkspaceIndex> open_index(const std::string& folder);

/// --workspace.
void add_workspace_option(CLI::App& command, std::string& folder);
/// Null where `folder` is empty.
[[nodiscard]] std::shared_ptr<const completion::Workspace> open_workspace(const std::string& folder);

}  // namespace treewright::cli
