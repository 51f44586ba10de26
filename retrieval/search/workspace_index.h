#pragma once
// The index of a workspace, to be asked: which of its own descriptions are like this one?

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "completion/workspace.h"
#include "retrieval/search/entry_index.h"
#include "retrieval/store/store.h"

namespace treewright::retrieval {

struct Found {
  StoredEntry stored;
  double similarity = 0;  ///< of the descriptions, as ReCode measures it (engine/recode/similarity.h), 0 … 1
};

/// Thread-safe: searches run side by side, and wait only while a refresh takes in what is new.
class WorkspaceIndex final : public completion::Workspace {
 public:
  /// `store` as it is now; refresh() brings in what changes afterwards. Without an `embedder`, only entries
  /// that have words in common with a description are found.
  [[nodiscard]] static Result<std::unique_ptr<WorkspaceIndex>> open(
      const std::filesystem::path& store, std::shared_ptr<const embed::Embedder> embedder = nullptr);

  /// Takes in what any process has changed in the store since; nothing to do costs microseconds.
  [[nodiscard]] Result<void> refresh();
  [[nodiscard]] std::size_t size() const;

  /// The most alike, best first. A short list by words in common and by meaning, one ranking fused of the
  /// two, is ordered by that and by similarity.
  [[nodiscard]] Result<std::vector<Found>> search(std::string_view description, std::size_t most) const;
  /// The same as completion asks it; none where the store cannot be read: a suggestion does without.
  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override;

 private:
  WorkspaceIndex(Store store, std::shared_ptr<const embed::Embedder> embedder);

  const std::shared_ptr<const embed::Embedder> embedder_;  ///< or null
  mutable std::mutex store_mutex_;
  Store store_;  // guarded by store_mutex_
  mutable std::shared_mutex mutex_;
  EntryIndex entries_;           // and what follows: guarded by mutex_
  std::vector<IdRange> ranges_;  // of the entries in entries_, rising
  std::int64_t version_ = -1;
};

}  // namespace treewright::retrieval
