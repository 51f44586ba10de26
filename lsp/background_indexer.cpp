#include "lsp/background_indexer.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "lsp/exception_barrier.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_faults_told = 100;
constexpr std::chrono::hours never{24 * 365};

/// Editing comes first: on Linux, nice is a thread's own.
void lower_priority() {
#ifdef __linux__
  constexpr int lowest = 19;
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowest));
#endif
}

/// What an open file's text is read with: the tree that a request has made of it, where it is of the language
/// that the index takes the file for.
retrieval::OpenFile open_file(const std::string& path, const Snapshot& snapshot) {
  const auto* language = retrieval::source_language_of(path);
  const bool same =
      snapshot.language != nullptr && language != nullptr && snapshot.language->grammar == language->grammar;
  return {snapshot.buffer.text(), same ? snapshot.tree.known() : syntax::Tree()};
}

}  // namespace

/// Outlives the indexer where requests still run.
class BackgroundIndexer::LatestIndex final : public completion::Workspace {
 public:
  void set(std::shared_ptr<const retrieval::WorkspaceIndex> index) {
    const std::lock_guard lock(mutex_);
    index_.swap(index);  // the old one is destroyed without the lock
  }

  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override {
    const auto index = get();
    if (index == nullptr) return {};
    return index->find(description, most);
  }

 private:
  [[nodiscard]] std::shared_ptr<const retrieval::WorkspaceIndex> get() const {
    const std::lock_guard lock(mutex_);
    return index_;
  }

  mutable std::mutex mutex_;
  std::shared_ptr<const retrieval::WorkspaceIndex> index_;
};

BackgroundIndexer::BackgroundIndexer(fs::path folder, IndexEvents events,
                                     std::shared_ptr<const embed::Embedder> embedder, IndexTiming timing)
    : folder_(std::move(folder)),
      embedder_(std::move(embedder)),
      timing_(timing),
      latest_(std::make_shared<LatestIndex>()),
      wake_(Clock::now()),
      events_(std::move(events)),
      retry_(timing.first_retry),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

BackgroundIndexer::~BackgroundIndexer() { request_stop(); }

void BackgroundIndexer::request_stop() {
  thread_.request_stop();
  cancel_update();  // after it: an update that begins meanwhile sees the first, or is stopped by this
}

void BackgroundIndexer::queue(const std::function<void(Changes&)>& add) {
  {
    const std::lock_guard lock(mutex_);
    add(changes_);
  }
  changed_.notify_all();
}

void BackgroundIndexer::check_all() {
  queue([](Changes& changes) { changes.all = true; });
}

void BackgroundIndexer::check(const std::string& path) {
  queue([&](Changes& changes) { changes.files.insert(path); });
}

void BackgroundIndexer::set_text(const std::string& path, SnapshotPtr snapshot) {
  queue([&](Changes& changes) { changes.texts[path] = std::move(snapshot); });
}

void BackgroundIndexer::remove_text(const std::string& path) {
  queue([&](Changes& changes) { changes.texts[path] = nullptr; });
}

void BackgroundIndexer::cancel_update() {
  const std::lock_guard lock(mutex_);
  update_.request_stop();
}

void BackgroundIndexer::block_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || (!is_working_ && (is_broken_ || changes_.empty())); });
}

std::shared_ptr<const completion::Workspace> BackgroundIndexer::index() const { return latest_; }

void BackgroundIndexer::work(const std::stop_token& stop) {
  lower_priority();
  while (!stop.stop_requested()) take_in(wait_for_changes(stop), stop);
  close();
  index_.reset();
  latest_->set(nullptr);
  events_ = {};
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
}

BackgroundIndexer::Changes BackgroundIndexer::wait_for_changes(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto may_begin = [&] { return !is_broken_ && !changes_.empty(); };
  if (!may_begin() && Clock::now() < wake_) {
    is_working_ = false;
    changed_.notify_all();
    changed_.wait_until(lock, stop, wake_, may_begin);
  }
  if (may_begin()) {
    changed_.wait_for(lock, stop, timing_.pause, [] { return false; });
  } else {
    changes_.all = true;  // it is time
  }
  is_working_ = true;
  is_broken_ = false;
  return std::exchange(changes_, {});
}

void BackgroundIndexer::take_in(Changes changes, const std::stop_token& stop) {
  if (stop.stop_requested()) return;
  const Result<void> done = catch_exceptions([&] { return try_take_in(changes, stop); });
  if (done) return;
  tell(done.error().message);
  close();
  retry_later(std::move(changes));
}

Result<void> BackgroundIndexer::try_take_in(Changes& changes, const std::stop_token& stop) {
  if (!store_) {
    if (auto opened = open(stop); !opened) return opened;
    changes.all = true;
  }
  update_texts(changes, stop);  // first: reading everything may take minutes
  const auto is_no_file = [&](const std::string& path) {
    std::error_code error;
    return retrieval::source_language_of(path) == nullptr && !fs::is_regular_file(folder_ / path, error);
  };
  if (changes.all || std::ranges::any_of(changes.files, is_no_file)) {  // a folder came or went
    if (auto updated = update_all(stop); !updated) return updated;
  }
  return update_files(changes, stop);
}

Result<void> BackgroundIndexer::open(const std::stop_token& stop) {
  const auto path = retrieval::store_path(folder_);
  if (!path) return tl::unexpected(path.error());
  auto store = retrieval::Store::open(*path);
  if (!store) return tl::unexpected(store.error());
  auto index = retrieval::WorkspaceIndex::open(*path, embedder_, stop);
  if (!index) return tl::unexpected(index.error());
  if (index_ == nullptr) static_cast<void>(retrieval::prune_stores());  // what others left
  store_ = *std::move(store);
  indexer_.emplace(folder_, *store_);
  index_ = *std::move(index);
  for (const auto& [file, entries] : overlays_) index_->set_overlay(file, entries);
  latest_->set(index_);
  return {};
}

Result<void> BackgroundIndexer::update_all(const std::stop_token& stop) {
  std::stop_token update;
  {
    const std::lock_guard lock(mutex_);
    update_ = std::stop_source();
    update = update_.get_token();
  }
  if (stop.stop_requested()) return {};
  auto next_look = Clock::now() + timing_.pause;
  const auto progress = [&](const retrieval::IndexProgress& now) {
    if (Clock::now() >= next_look) {
      update_queued_texts(stop);
      next_look = Clock::now() + timing_.pause;
    }
    if (events_.progress) events_.progress(now);
  };
  const auto report = indexer_->update({update, progress});
  if (!report) return tl::unexpected(report.error());
  if (auto refreshed = index_->refresh(stop); !refreshed) return refreshed;
  if (events_.updated) events_.updated(*report);
  tell_only(report->faults);
  retry_ = timing_.first_retry;
  const std::lock_guard lock(mutex_);
  wake_ = Clock::now() + (report->stopped ? never : timing_.check);  // who stopped it does not want it again
  return {};
}

/// A fault of one file must not cost the others.
Result<void> BackgroundIndexer::update_files(const Changes& changes, const std::stop_token& stop) {
  Result<void> done;
  for (const auto& path : changes.files) {
    if (stop.stop_requested()) return {};
    if (retrieval::source_language_of(path) == nullptr) continue;
    if (auto updated = indexer_->update_file(path); !updated) done = std::move(updated);
  }
  if (auto refreshed = index_->refresh(stop); !refreshed) return refreshed;
  return done;
}

/// What has been taken in is no longer in `changes`.
void BackgroundIndexer::update_texts(Changes& changes, const std::stop_token& stop) {
  auto& texts = changes.texts;
  for (auto text = texts.begin(); text != texts.end() && !stop.stop_requested(); text = texts.erase(text)) {
    if (text->second != nullptr) {
      set_overlay(text->first, *text->second);
    } else if (overlays_.erase(text->first) > 0) {
      index_->remove_overlay(text->first);
    }
  }
}

/// What is typed while everything is read does not wait for that.
void BackgroundIndexer::update_queued_texts(const std::stop_token& stop) {
  Changes queued;
  {
    const std::lock_guard lock(mutex_);
    queued.texts.swap(changes_.texts);
  }
  update_texts(queued, stop);
}

void BackgroundIndexer::set_overlay(const std::string& path, const Snapshot& snapshot) {
  if (retrieval::source_language_of(path) == nullptr) return;
  std::vector<retrieval::Entry> entries;
  if (snapshot.buffer.text().size() <= retrieval::ExclusionOptions{}.max_file_bytes) {
    auto read = indexer_->read_open(path, open_file(path, snapshot));
    if (!read) return tell(read.error().message);
    entries = *std::move(read);
  }
  index_->set_overlay(path, entries);
  overlays_[path] = std::move(entries);
}

void BackgroundIndexer::tell(const std::string& fault) {
  const bool is_new = told_.size() < most_faults_told && told_.insert(fault).second;
  if (is_new) report(fault);
}

void BackgroundIndexer::report(const std::string& fault) const {
  if (events_.failed) log_exceptions("workspace", [&] { events_.failed(fault); });
}

/// Everything else is mended.
void BackgroundIndexer::tell_only(const std::vector<std::string>& faults) {
  const auto before = std::exchange(told_, {faults.begin(), faults.end()});
  for (const auto& fault : told_) {
    if (!before.contains(fault)) report(fault);
  }
}

void BackgroundIndexer::retry_later(Changes changes) {
  const std::lock_guard lock(mutex_);
  changes_.texts.merge(changes.texts);  // what came meanwhile is newer
  is_broken_ = true;
  wake_ = Clock::now() + retry_;
  retry_ = std::min(retry_ * 2, timing_.last_retry);
}

/// What has been read can still be searched.
void BackgroundIndexer::close() {
  indexer_.reset();
  store_.reset();
}

}  // namespace treewright::lsp
