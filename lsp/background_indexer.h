#pragma once
// Keeps the index of one folder fresh, on a thread of low priority.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "completion/workspace.h"
#include "lsp/document.h"
#include "retrieval/search/workspace_index.h"
#include "retrieval/store/indexer.h"

namespace treewright::lsp {

/// Called on the indexer's own thread.
struct IndexEvents {
  std::function<void(const retrieval::IndexProgress&)> progress;  ///< while it reads all that changed
  std::function<void(const retrieval::UpdateReport&)> updated;    ///< at the end of that
  /// One line, once a fault: there is no index, or no fresh one, until a later try succeeds.
  std::function<void(const std::string&)> failed;
};

struct IndexTiming {
  std::chrono::milliseconds pause{200};         ///< what comes within it is taken in as one change
  std::chrono::milliseconds check{300'000};     ///< all files are looked at again: not every client tells
  std::chrono::milliseconds first_retry{1000};  ///< after a fault; doubled each time
  std::chrono::milliseconds last_retry{300'000};
};

/// Thread-safe. What changed is queued: nothing here waits for the files or for the store. The texts that an
/// editor holds lie over the store in memory alone.
class BackgroundIndexer {
 public:
  using SnapshotPtr = std::shared_ptr<const Snapshot>;

  /// Starts to read what has changed in `folder`, which is canonical. `embedder` may be null
  /// (WorkspaceIndex::open).
  BackgroundIndexer(std::filesystem::path folder, IndexEvents events,
                    std::shared_ptr<const embed::Embedder> embedder, IndexTiming timing = {});
  BackgroundIndexer(const BackgroundIndexer&) = delete;
  BackgroundIndexer& operator=(const BackgroundIndexer&) = delete;
  /// Waits until the file in work is read.
  ~BackgroundIndexer();

  // Paths are relative to the folder, with "/".
  /// Anything may have changed on the disk.
  void check_all();
  /// A file or folder was written, made or deleted.
  void check(const std::string& path);
  /// An editor holds this text of a file. The snapshot is let go of when it has been read.
  void set_text(const std::string& path, SnapshotPtr snapshot);
  /// No editor holds a text of the file any more.
  void remove_text(const std::string& path);

  /// Stops reading all that changed; single files are taken in as before.
  void cancel_update();
  /// Asks the thread to end, without waiting for it; has_ended() tells when it has.
  void request_stop();
  [[nodiscard]] bool has_ended() const { return ended_; }
  /// Until nothing is queued or in progress; after a fault, until the next try is all that is waited for.
  void block_until_idle();

  /// What is searched, now and later: empty until the store is open.
  [[nodiscard]] std::shared_ptr<const completion::Workspace> index() const;

 private:
  using Clock = std::chrono::steady_clock;
  class LatestIndex;
  struct Changes {
    bool all = false;
    std::set<std::string> files;
    std::map<std::string, SnapshotPtr> texts;  ///< null: held no more
    [[nodiscard]] bool empty() const { return !all && files.empty() && texts.empty(); }
  };

  void queue(const std::function<void(Changes&)>& add);
  void work(const std::stop_token& stop);
  [[nodiscard]] Changes wait_for_changes(const std::stop_token& stop);
  void take_in(Changes changes, const std::stop_token& stop);
  [[nodiscard]] Result<void> try_take_in(Changes& changes, const std::stop_token& stop);
  [[nodiscard]] Result<void> open(const std::stop_token& stop);
  [[nodiscard]] Result<void> update_all(const std::stop_token& stop);
  [[nodiscard]] Result<void> update_files(const Changes& changes, const std::stop_token& stop);
  void update_texts(Changes& changes, const std::stop_token& stop);
  void update_queued_texts(const std::stop_token& stop);
  void set_overlay(const std::string& path, const Snapshot& snapshot);
  void tell(const std::string& fault);
  void tell_only(const std::vector<std::string>& faults);
  void report(const std::string& fault) const;
  void retry_later(Changes changes);
  void close();

  const std::filesystem::path folder_;
  const std::shared_ptr<const embed::Embedder> embedder_;
  const IndexTiming timing_;
  const std::shared_ptr<LatestIndex> latest_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  Changes changes_;  // and what follows: guarded by mutex_
  bool is_working_ = true;
  bool is_broken_ = false;  ///< a fault: nothing is done before wake_
  Clock::time_point wake_;  ///< when all is looked at again
  std::stop_source update_;
  std::atomic<bool> ended_ = false;
  // Of the thread alone:
  IndexEvents events_;
  std::chrono::milliseconds retry_;
  std::set<std::string> told_;  ///< faults, since the last time that there were none
  std::map<std::string, std::vector<retrieval::Entry>> overlays_;
  std::optional<retrieval::Store> store_;
  std::optional<retrieval::Indexer> indexer_;
  std::shared_ptr<retrieval::WorkspaceIndex> index_;
  std::jthread thread_;  // last: it uses the rest
};

}  // namespace treewright::lsp
