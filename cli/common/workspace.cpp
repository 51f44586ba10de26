#include "cli/common/workspace.h"

#include "cli/common/interrupt.h"
#include "cli/common/model_path.h"

namespace treewright::cli {

Result<std::shared_ptr<const embed::Embedder>> load_embedder() {
  const auto folder = find_model("sentence-vectors");
  if (!folder) return nullptr;
  auto embedder = embed::Embedder::load(*folder);
  if (!embedder) return tl::unexpected(embedder.error());
  return std::make_shared<const embed::Embedder>(*std::move(embedder));
}

std::shared_ptr<const retrieval::WorkspaceIndex> open_index(const std::string& folder) {
  const auto path = retrieval::store_path(folder);
  if (!path) fail(path.error());
  if (!std::filesystem::exists(*path))
    fail({fmt::format("{}: has no index yet; run: treewright index {}", folder, folder)});
  auto embedder = load_embedder();
  if (!embedder) fail(embedder.error());
  auto index = retrieval::WorkspaceIndex::open(*path, *std::move(embedder));
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
