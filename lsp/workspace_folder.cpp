#include "lsp/workspace_folder.h"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds typing_pause{200};

/// Editing comes first: on Linux, nice is a thread's own.
void lower_priority() {
#ifdef __linux__
  constexpr int lowest = 19;
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowest));
#endif
}

bool holds_rules(const fs::path& file) {
  const std::string name = file.filename().string();
  return name == ".gitignore" || name == ".treewrightignore";
}

}  // namespace

WorkspaceFolder::WorkspaceFolder(const fs::path& path)
    : path_(fs::absolute(path).lexically_normal()),
      exclusions_(std::make_unique<retrieval::Exclusions>(path_)) {}

WorkspaceFolder::WorkspaceFolder(const fs::path& path, IndexEvents events,
                                 std::shared_ptr<const embed::Embedder> embedder)
    : path_(fs::absolute(path).lexically_normal()),
      events_(std::move(events)),
      embedder_(std::move(embedder)),
      all_(true),
      working_(true),
      exclusions_(std::make_unique<retrieval::Exclusions>(path_)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

WorkspaceFolder::~WorkspaceFolder() {
  cancel_update();
  thread_.request_stop();
}

bool WorkspaceFolder::contains(const fs::path& file) const {
  const std::string inside = file.lexically_relative(path_).generic_string();
  return !inside.empty() && inside != "." && !inside.starts_with("..");
}

std::string WorkspaceFolder::relative(const fs::path& file) const {
  return file.lexically_relative(path_).generic_string();
}

void WorkspaceFolder::changed(const fs::path& file) {
  std::error_code error;
  {
    const std::lock_guard lock(mutex_);
    if (holds_rules(file)) {
      all_ = has_index();
      exclusions_ = std::make_unique<retrieval::Exclusions>(path_);
    } else if (!has_index()) {
      return;
    } else if (retrieval::source_language_of(file.native()) != nullptr) {
      changes_[relative(file)] = nullptr;
    } else if (!fs::is_regular_file(file, error)) {
      all_ = true;  // a folder came or went
    }
  }
  queued_.notify_all();
}

void WorkspaceFolder::edited(const fs::path& file, std::shared_ptr<const Snapshot> snapshot) {
  if (!has_index()) return;
  {
    const std::lock_guard lock(mutex_);
    changes_[relative(file)] = std::move(snapshot);
  }
  queued_.notify_all();
}

void WorkspaceFolder::cancel_update() {
  const std::lock_guard lock(mutex_);
  update_.request_stop();
}

void WorkspaceFolder::block_until_idle() {
  std::unique_lock lock(mutex_);
  queued_.wait(lock, [&] { return !working_ && !all_ && changes_.empty(); });
}

retrieval::Verdicts WorkspaceFolder::check(const fs::path& file) const {
  const std::lock_guard lock(mutex_);
  return exclusions_->check(file);
}

std::vector<completion::WorkspaceExample> WorkspaceFolder::find(const std::string& description,
                                                                std::size_t most) const {
  std::shared_ptr<retrieval::WorkspaceIndex> index;
  {
    const std::lock_guard lock(mutex_);
    index = index_;
  }
  if (index == nullptr) return {};
  return index->find(description, most);
}

void WorkspaceFolder::work(const std::stop_token& stop) {
  lower_priority();
  if (const auto opened = open(); !opened) {
    report(opened);
    const std::lock_guard lock(mutex_);
    working_ = all_ = false;
    return queued_.notify_all();
  }
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const bool all = std::exchange(all_, false);
    const Changes changes = std::exchange(changes_, {});
    working_ = all || !changes.empty();
    if (working_) {
      if (all) update_ = std::stop_source();
      const std::stop_token update = update_.get_token();
      lock.unlock();
      if (all) report(update_all(update));
      report(update_files(changes, stop));
      lock.lock();
      continue;
    }
    queued_.notify_all();
    queued_.wait(lock, stop, [&] { return all_ || !changes_.empty(); });
    queued_.wait_for(lock, stop, typing_pause, [] { return false; });  // what is typed on comes as one change
  }
}

Result<void> WorkspaceFolder::open() {
  const auto path = retrieval::store_path(path_);
  if (!path) return tl::unexpected(path.error());
  auto store = retrieval::Store::open(*path);
  if (!store) return tl::unexpected(store.error());
  static_cast<void>(retrieval::prune_stores());  // what others left
  store_ = *std::move(store);
  indexer_.emplace(path_, *store_);
  auto index = retrieval::WorkspaceIndex::open(*path, embedder_);
  if (!index) return tl::unexpected(index.error());
  const std::lock_guard lock(mutex_);
  index_ = *std::move(index);
  return {};
}

Result<void> WorkspaceFolder::update_all(const std::stop_token& stop) {
  const auto report = indexer_->update({stop, events_.progress});
  if (!report) return tl::unexpected(report.error());
  if (auto refreshed = index_->refresh(); !refreshed) return refreshed;
  if (events_.updated) events_.updated(*report);
  return {};
}

Result<void> WorkspaceFolder::update_files(const Changes& changes, const std::stop_token& stop) {
  for (const auto& [file, snapshot] : changes) {
    if (stop.stop_requested()) return {};
    if (snapshot) {
      auto entries = indexer_->read_open(file, {snapshot->buffer.text(), snapshot->tree});
      if (!entries) return tl::unexpected(entries.error());
      index_->set_overlay(file, *std::move(entries));
      continue;
    }
    index_->remove_overlay(file);
    auto done = indexer_->update_file(file);
    if (!done) return done;
  }
  return index_->refresh();
}

void WorkspaceFolder::report(const Result<void>& done) const {
  if (!done && events_.failed) events_.failed(done.error().message);
}

}  // namespace treewright::lsp
