#include "lsp/workspace_folder.h"

#include <utility>

#include "lsp/file_uri.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;

bool holds_rules(const fs::path& file) {
  const std::string name = file.filename().string();
  return name == ".gitignore" || name == ".treewrightignore";
}

}  // namespace

WorkspaceFolder::WorkspaceFolder(const fs::path& path)
    : shown_path_(fs::absolute(path).lexically_normal()),
      path_(canonical_path(shown_path_)),
      rules_(std::make_shared<FolderRules>(path_)) {}

WorkspaceFolder::WorkspaceFolder(const fs::path& path, IndexEvents events,
                                 std::shared_ptr<const embed::Embedder> embedder, IndexTiming timing)
    : WorkspaceFolder(path) {
  indexer_.emplace(path_, std::move(events), std::move(embedder), timing);
}

bool WorkspaceFolder::contains(const fs::path& file) const {
  const fs::path inside = file.lexically_relative(path_);
  return !inside.empty() && inside != "." && *inside.begin() != "..";
}

std::string WorkspaceFolder::relative(const fs::path& file) const {
  return file.lexically_relative(path_).generic_string();
}

void WorkspaceFolder::changed(const fs::path& file) {
  const bool rules = holds_rules(file);
  if (rules) rules_->invalidate();
  if (!indexer_) return;
  if (rules) {
    indexer_->check_all();
  } else {
    indexer_->check(relative(file));
  }
}

void WorkspaceFolder::check_all() {
  rules_->invalidate();  // files of rules may be among what was renamed or deleted
  if (indexer_) indexer_->check_all();
}

void WorkspaceFolder::set_text(const fs::path& file, SnapshotPtr snapshot) {
  if (indexer_) indexer_->set_text(relative(file), std::move(snapshot));
}

void WorkspaceFolder::remove_text(const fs::path& file) {
  if (indexer_) indexer_->remove_text(relative(file));
}

void WorkspaceFolder::cancel_update() {
  if (indexer_) indexer_->cancel_update();
}

void WorkspaceFolder::retire() {
  if (indexer_) indexer_->request_stop();
}

void WorkspaceFolder::block_until_idle() {
  if (indexer_) indexer_->block_until_idle();
}

std::shared_ptr<const completion::Workspace> WorkspaceFolder::index() const {
  return indexer_ ? indexer_->index() : nullptr;
}

}  // namespace treewright::lsp
