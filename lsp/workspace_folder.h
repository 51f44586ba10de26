#pragma once
// A folder that the editor has open: its index, kept fresh in the background, and its exclusions.

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "completion/workspace.h"
#include "lsp/document.h"
#include "retrieval/search/workspace_index.h"
#include "retrieval/store/indexer.h"

namespace treewright::lsp {

/// Called on the folder's own thread.
struct IndexEvents {
  std::function<void(const retrieval::IndexProgress&)> progress;  ///< while it reads all that changed
  std::function<void(const retrieval::UpdateReport&)> updated;    ///< at the end of that
  std::function<void(const std::string&)> failed;  ///< one line; there is no index, or no longer a fresh one
};

/// Thread-safe. Changes are queued and taken in by one thread of low priority, in their order; asking never
/// waits for them.
class WorkspaceFolder final : public completion::Workspace {
 public:
  /// Without an index: there are only the rules of exclusion.
  explicit WorkspaceFolder(const std::filesystem::path& path);
  /// Starts to read what has changed since the last time. `embedder` may be null (WorkspaceIndex::open).
  WorkspaceFolder(const std::filesystem::path& path, IndexEvents events,
                  std::shared_ptr<const embed::Embedder> embedder = nullptr);
  WorkspaceFolder(const WorkspaceFolder&) = delete;
  WorkspaceFolder& operator=(const WorkspaceFolder&) = delete;
  /// Stops at the next file.
  ~WorkspaceFolder() override;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool contains(const std::filesystem::path& file) const;
  /// `file` relative to the folder, with "/".
  [[nodiscard]] std::string relative(const std::filesystem::path& file) const;

  /// A file was written, made or deleted; of a file of rules, the whole folder is gone through again.
  void changed(const std::filesystem::path& file);
  /// An editor holds other text of the file than the disk. The snapshot is let go of when it has been read.
  void edited(const std::filesystem::path& file, std::shared_ptr<const Snapshot> snapshot);
  /// Stops reading all that changed; single files are taken in as before.
  void cancel_update();
  /// Until nothing is queued or in progress.
  void block_until_idle();

  [[nodiscard]] retrieval::Verdicts check(const std::filesystem::path& file) const;
  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override;

 private:
  /// What an editor has of a file, or null: the disk's.
  using Changes = std::map<std::string, std::shared_ptr<const Snapshot>>;

  [[nodiscard]] bool has_index() const { return thread_.joinable(); }
  void work(const std::stop_token& stop);
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> update_all(const std::stop_token& stop);
  [[nodiscard]] Result<void> update_files(const Changes& changes, const std::stop_token& stop);
  void report(const Result<void>& done) const;

  const std::filesystem::path path_;
  const IndexEvents events_;
  const std::shared_ptr<const embed::Embedder> embedder_;
  mutable std::mutex mutex_;
  std::condition_variable_any queued_;
  Changes changes_;   // and what follows: guarded by mutex_
  bool all_ = false;  ///< everything is to be gone through
  bool working_ = false;
  std::stop_source update_;
  std::shared_ptr<retrieval::WorkspaceIndex> index_;  ///< null until it is open
  mutable std::unique_ptr<retrieval::Exclusions> exclusions_;
  // Of the thread alone:
  std::optional<retrieval::Store> store_;
  std::optional<retrieval::Indexer> indexer_;
  std::jthread thread_;  // last: it uses the rest
};

}  // namespace treewright::lsp
