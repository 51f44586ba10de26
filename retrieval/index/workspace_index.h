#pragma once
// The index of a workspace, to be asked: which of its own descriptions are like this one?

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "completion/workspace.h"
#include "retrieval/index/lexical_index.h"
#include "retrieval/index/store.h"

namespace treewright::retrieval {

struct Found {
  StoredEntry stored;
  double similarity = 0;  ///< of the descriptions, as ReCode measures it (engine/recode/similarity.h), 0 … 1
};

/// Thread-safe: searches run side by side, and wait only while a refresh takes in what is new.
class WorkspaceIndex final : public completion::Workspace {
 public:
  /// `store` as it is now; refresh() brings in what changes afterwards.
  [[nodiscard]] static Result<std::unique_ptr<WorkspaceIndex>> open(const std::filesystem::path& store);

  /// Takes in what any process has changed in the store since; nothing to do costs microseconds.
  [[nodiscard]] Result<void> refresh();
  [[nodiscard]] std::size_t size() const;

  /// The most alike, best first. A short list by words in common is ordered by those and by similarity.
  [[nodiscard]] Result<std::vector<Found>> search(std::string_view description, std::size_t most) const;
  /// The same as completion asks it; none where the store cannot be read: a suggestion does without.
  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override;

 private:
  explicit WorkspaceIndex(Store store);

  mutable std::mutex store_mutex_;
  Store store_;  // guarded by store_mutex_
  mutable std::shared_mutex mutex_;
  LexicalIndex lexical_;           // and what follows: guarded by mutex_
  std::vector<std::int64_t> ids_;  // of the entries in lexical_, rising
  std::int64_t version_ = -1;
};

}  // namespace treewright::retrieval
