#include "cli/workspace.h"

#include "cli/interrupt.h"

namespace treewright::cli {

std::shared_ptr<const retrieval::WorkspaceIndex> open_index(const std::string& folder) {
  const auto path = retrieval::store_path(folder);
  if (!path) fail(path.error());
  if (!std::filesystem::exists(*path))
    fail({fmt::format("{}: has no index yet; run: treewright index {}", folder, folder)});
  auto index = retrieval::WorkspaceIndex::open(*path);
  if (!index) fail(index.error());
  return *std::move(index);
}

void add_workspace_option(CLI::App& command, std::string& folder) {
  command.add_option("--workspace", folder,
                     "a folder that `treewright index` has read: its own code guides, and is offered");
}

std::shared_ptr<const completion::Workspace> open_workspace(const std::string& folder) {
  if (folder.empty()) return nullptr;
  return open_index(folder);
}

}  // namespace treewright::cli
