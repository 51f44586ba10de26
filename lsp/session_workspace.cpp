// The session's workspace folders: opened with it, told of every change, asked by every request.

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "lsp/file_uri.h"
#include "lsp/session.h"
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

void Session::open_folders() {
  for (const std::string& uri : capabilities_.folders) open_folder(uri);
}

/// Without an index where the settings say so: its rules hold all the same.
void Session::open_folder(const std::string& uri) {
  std::error_code error;
  const auto path = path_of_uri(uri);
  if (!path || !fs::is_directory(*path, error)) return;
  const std::string token = fmt::format("treewright/index/{}", ++folder_count_);
  auto folder = settings_.index ? std::make_shared<WorkspaceFolder>(*path, make_index_events(token, *path),
                                                                    context_.embedder)
                                : std::make_shared<WorkspaceFolder>(*path);
  folders_.emplace(token, OpenFolder{uri, std::move(folder)});
  watch_files();
}

IndexEvents Session::make_index_events(const std::string& token, const fs::path& path) const {
  const auto progress = std::make_shared<WorkDoneProgress>(client_, token, true);
  if (capabilities_.work_done_progress) progress->begin("Reading the workspace");
  IndexEvents events;
  events.progress = [progress](const retrieval::IndexProgress& now) {
    progress->report(fmt::format("{} of {} files", now.done, now.total), percentage(now));
  };
  events.updated = [progress, name = name_, path](const retrieval::UpdateReport& report) {
    spdlog::info("{}: {}: {} of {} files read, {} removed", name, path.string(), report.read, report.files,
                 report.removed);
    progress->finish(report.stopped ? "Stopped" : "Workspace read");
  };
  events.failed = [progress, client = client_](const std::string& why) {
    progress->finish("Workspace not read");
    client->notify("window/showMessage", message_params(MessageType::warning, why));
  };
  return events;
}

void Session::watch_files() {
  if (!capabilities_.watch_files || std::exchange(watches_files_, true)) return;
  const Json registration = {{"id", "treewright/files"},
                             {"method", "workspace/didChangeWatchedFiles"},
                             {"registerOptions", {{"watchers", watchers()}}}};
  client_->request("client/registerCapability", {{"registrations", Json::array({registration})}},
                   [](const Outcome&) {});
}

Result<void> Session::did_change_workspace_folders(const DidChangeWorkspaceFoldersParams& params) {
  for (const std::string& uri : params.removed) {
    std::erase(capabilities_.folders, uri);
    std::erase_if(folders_, [&](const auto& folder) { return folder.second.uri == uri; });
  }
  for (const std::string& uri : params.added) {
    if (std::ranges::find(capabilities_.folders, uri) != capabilities_.folders.end()) continue;
    capabilities_.folders.push_back(uri);
    open_folder(uri);
  }
  return {};
}

Result<void> Session::did_change_watched_files(const DidChangeWatchedFilesParams& params) {
  for (const std::string& uri : params.uris) {
    if (!documents_.snapshot(uri)) file_changed(uri);  // of an open one, the editor's text counts
  }
  return {};
}

Result<void> Session::cancel_progress(const ProgressCancelParams& params) {
  if (!params.token.is_string()) return {};
  const auto folder = folders_.find(params.token.get<std::string>());
  if (folder != folders_.end()) folder->second.folder->cancel_update();
  return {};
}

std::shared_ptr<WorkspaceFolder> Session::folder_of(const fs::path& file) const {
  std::shared_ptr<WorkspaceFolder> deepest;
  for (const auto& [token, open] : folders_) {
    const bool deeper =
        deepest == nullptr || open.folder->path().native().size() > deepest->path().native().size();
    if (open.folder->contains(file) && deeper) deepest = open.folder;
  }
  return deepest;
}

void Session::file_changed(const std::string& uri) {
  const auto path = path_of_uri(uri);
  if (!path) return;
  if (const auto folder = folder_of(*path)) folder->changed(*path);
}

void Session::file_edited(const std::string& uri) {
  const auto path = path_of_uri(uri);
  const auto folder = path ? folder_of(*path) : nullptr;
  if (folder == nullptr) return;
  if (auto snapshot = documents_.snapshot(uri)) folder->edited(*path, *std::move(snapshot));
}

/// What is saved is what the editor holds; rules are read from the disk.
void Session::file_saved(const std::string& uri) {
  const auto path = path_of_uri(uri);
  if (path && retrieval::source_language_of(path->native()) != nullptr) return file_edited(uri);
  file_changed(uri);
}

void Session::why(const WhyArguments& arguments, const CallPtr& call) {
  const auto path = path_of_uri(arguments.uri);
  const auto folder = path ? folder_of(*path) : nullptr;
  if (folder == nullptr) {
    return call->reply(
        Json{{"excluded", false}, {"indexed", false}, {"text", "read, not indexed: in no folder that is open"}});
  }
  const retrieval::Verdicts verdicts = folder->check(*path);
  const retrieval::Verdict& deciding = verdicts.reading.excluded ? verdicts.reading : verdicts.indexing;
  call->reply(Json{{"excluded", verdicts.reading.excluded},
                   {"indexed", !verdicts.indexing.excluded},
                   {"source", deciding.source},
                   {"line", deciding.line},
                   {"rule", deciding.rule},
                   {"text", verdicts.describe()}});
}

void Session::find_workspace(SuggestionJob& job) const {
  const auto path = path_of_uri(job.uri);
  const auto folder = path ? folder_of(*path) : nullptr;
  if (folder == nullptr) return;
  if (const auto verdicts = folder->check(*path); verdicts.reading.excluded)
    job.excluded = verdicts.reading.describe();
  job.folder = folder->path();
  job.path = folder->relative(*path);
  if (job.settings.index) job.workspace = folder;
}

}  // namespace treewright::lsp
