#include "lsp/workspace_folders.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "lsp/file_uri.h"
#include "lsp/work_done_progress.h"
#include "retrieval/extraction/source_languages.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;

/// Every file that the index may read, and those with rules.
Json watchers() {
  Json globs = Json::array({{{"globPattern", "**/.gitignore"}}, {{"globPattern", "**/.treewrightignore"}}});
  for (const retrieval::SourceLanguage& language : retrieval::source_languages()) {
    for (const std::string_view extension : language.extensions)
      globs.push_back({{"globPattern", fmt::format("**/*{}", extension)}});
  }
  return globs;
}

int percentage(const retrieval::IndexProgress& progress) {
  constexpr std::size_t all = 100;
  return progress.total == 0 ? 0 : static_cast<int>(progress.done * all / progress.total);
}

}  // namespace

WorkspaceFolders::WorkspaceFolders(std::string log_name, std::shared_ptr<Client> client,
                                   std::shared_ptr<const embed::Embedder> embedder,
                                   const OpenDocuments& documents)
    : log_name_(std::move(log_name)),
      client_(std::move(client)),
      embedder_(std::move(embedder)),
      documents_(documents) {}

void WorkspaceFolders::start(const InitializeParams& client, bool indexed) {
  indexed_ = indexed;
  shows_progress_ = client.work_done_progress;
  may_watch_ = client.watch_files;
  uris_ = client.folders;
  for (const std::string& uri : uris_) open(uri);
  set_texts();
}

void WorkspaceFolders::set_indexed(bool indexed) {
  if (indexed_ == indexed) return;
  indexed_ = indexed;
  close_all();
  for (const std::string& uri : uris_) open(uri);
  set_texts();
}

void WorkspaceFolders::change(const DidChangeWorkspaceFoldersParams& params) {
  for (const std::string& uri : params.removed) {
    std::erase(uris_, uri);
    for (auto& [token, open] : folders_) {
      if (open.uri == uri) close(std::move(open.folder));
    }
    std::erase_if(folders_, [](const auto& open) { return open.second.folder == nullptr; });
  }
  for (const std::string& uri : params.added) {
    if (std::ranges::find(uris_, uri) != uris_.end()) continue;
    uris_.push_back(uri);
    open(uri);
  }
  set_texts();
}

void WorkspaceFolders::open(const std::string& uri) {
  std::erase_if(retired_, [](const FolderPtr& folder) { return folder->has_retired(); });
  std::error_code error;
  const auto path = path_of_uri(uri);
  if (!path || !fs::is_directory(*path, error)) return;
  const std::string token = fmt::format("treewright/index/{}", ++count_);
  auto folder = indexed_ ? std::make_unique<WorkspaceFolder>(*path, make_events(token, *path), embedder_)
                         : std::make_unique<WorkspaceFolder>(*path);
  folders_.emplace(token, OpenFolder{uri, std::move(folder)});
  watch_files();
}

/// Kept until its thread has ended: nobody waits for that here.
void WorkspaceFolders::close(FolderPtr folder) {
  folder->retire();
  retired_.push_back(std::move(folder));
}

void WorkspaceFolders::close_all() {
  for (auto& [token, open] : folders_) close(std::move(open.folder));
  folders_.clear();
}

/// With the folders it may have changed which of them a document is in.
void WorkspaceFolders::set_texts() const {
  documents_.for_each_file([this](const fs::path& file, std::shared_ptr<const Snapshot> snapshot) {
    const WorkspaceFolder* const deepest = find(file);
    for (const auto& [token, open] : folders_) {
      if (open.folder.get() == deepest) {
        open.folder->set_text(file, std::move(snapshot));
      } else if (open.folder->contains(file)) {
        open.folder->remove_text(file);
      }
    }
  });
}

IndexEvents WorkspaceFolders::make_events(const std::string& token, const fs::path& path) const {
  const auto progress = std::make_shared<WorkDoneProgress>(client_, token, true);
  if (shows_progress_) progress->begin("Reading the workspace");
  IndexEvents events;
  events.progress = [progress](const retrieval::IndexProgress& now) {
    progress->report(fmt::format("{} of {} files", now.done, now.total), percentage(now));
  };
  events.updated = [progress, name = log_name_, path](const retrieval::UpdateReport& report) {
    spdlog::info("{}: {}: {} of {} files read, {} removed", name, path.string(), report.read, report.files,
                 report.removed);
    progress->finish(report.stopped ? "Stopped" : "Workspace read");
  };
  events.failed = [progress, client = client_, name = log_name_](const std::string& why) {
    spdlog::warn("{}: {}", name, why);
    progress->finish("Workspace not read");
    client->notify("window/showMessage", message_params(MessageType::warning, why));
  };
  return events;
}

void WorkspaceFolders::watch_files() {
  if (!may_watch_ || std::exchange(watches_, true)) return;
  const Json registration = {{"id", "treewright/files"},
                             {"method", "workspace/didChangeWatchedFiles"},
                             {"registerOptions", {{"watchers", watchers()}}}};
  client_->request("client/registerCapability", {{"registrations", Json::array({registration})}},
                   [](const Outcome&) {});
}

void WorkspaceFolders::files_changed(const std::vector<std::string>& uris) {
  for (const std::string& uri : uris) {
    const auto path = canonical_path_of_uri(uri);
    if (WorkspaceFolder* const folder = path ? find(*path) : nullptr) folder->changed(*path);
  }
}

void WorkspaceFolders::files_moved(const std::vector<std::string>& uris) {
  for (const auto& [token, open] : folders_) {
    const auto is_inside = [&folder = *open.folder](const std::string& uri) {
      const auto path = canonical_path_of_uri(uri);
      return path && folder.contains(*path);
    };
    if (std::ranges::any_of(uris, is_inside)) open.folder->check_all();
  }
}

void WorkspaceFolders::text_changed(const std::string& uri) {
  const auto path = documents_.path(uri);
  WorkspaceFolder* const folder = path ? find(*path) : nullptr;
  if (folder == nullptr) return;
  if (!documents_.in_sync(uri)) return folder->remove_text(*path);
  if (auto snapshot = documents_.snapshot(uri)) folder->set_text(*path, *std::move(snapshot));
}

void WorkspaceFolders::document_saved(const std::string& uri) {
  const auto path = documents_.path(uri);
  if (WorkspaceFolder* const folder = path ? find(*path) : nullptr) folder->changed(*path);
}

void WorkspaceFolders::document_closed(const fs::path& file) {
  WorkspaceFolder* const folder = find(file);
  if (folder == nullptr) return;
  folder->remove_text(file);
  // Another URI of the same file may still be open.
  documents_.for_each_file([&](const fs::path& other, std::shared_ptr<const Snapshot> snapshot) {
    if (other == file) folder->set_text(file, std::move(snapshot));
  });
  folder->changed(file);
}

void WorkspaceFolders::cancel_progress(const std::string& token) {
  const auto open = folders_.find(token);
  if (open != folders_.end()) open->second.folder->cancel_update();
}

WorkspaceFolder* WorkspaceFolders::find(const fs::path& file) const {
  WorkspaceFolder* deepest = nullptr;
  for (const auto& [token, open] : folders_) {
    const bool is_deeper =
        deepest == nullptr || open.folder->path().native().size() > deepest->path().native().size();
    if (is_deeper && open.folder->contains(file)) deepest = open.folder.get();
  }
  return deepest;
}

}  // namespace treewright::lsp
