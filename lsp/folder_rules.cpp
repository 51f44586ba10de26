#include "lsp/folder_rules.h"

#include <utility>

namespace treewright::lsp {

FolderRules::FolderRules(std::filesystem::path folder) : folder_(std::move(folder)) {}

retrieval::Verdicts FolderRules::check(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  if (is_stale_.exchange(false)) exclusions_.emplace(folder_);
  return exclusions_->check(file);
}

}  // namespace treewright::lsp
