#pragma once
// The index of a workspace, to be asked: which of its own descriptions are like this one?

#include <memory>
#include <mutex>
#include <span>
#include <stop_token>

#include "completion/workspace.h"
#include "retrieval/search/hit.h"
#include "retrieval/search/index_state.h"
#include "retrieval/store/store.h"

namespace treewright::retrieval {

struct Found {
  StoredEntry stored;
  double similarity = 0;  ///< of the descriptions, as ReCode measures it (engine/recode/similarity.h), 0 … 1
};

/// Thread-safe. A search sees one state, whole, and waits for nobody who makes the next one.
class WorkspaceIndex final : public completion::Workspace {
 public:
  /// `store` as it is now; refresh() brings in what changes afterwards. Without an `embedder`, only entries
  /// that have words in common with a description are found. Where `stop` is requested meanwhile, it is as a
  /// refresh() that was stopped leaves it.
  [[nodiscard]] static Result<std::unique_ptr<WorkspaceIndex>> open(
      const std::filesystem::path& store, std::shared_ptr<const embed::Embedder> embedder = nullptr,
      const std::stop_token& stop = {});

  /// Takes in what any process has changed in the store since; nothing to do costs microseconds. Much of it
  /// is found part by part, before all is there. Stops after the file in work; the next one goes on.
  [[nodiscard]] Result<void> refresh(const std::stop_token& stop = {});
  /// Entries that searches find.
  [[nodiscard]] std::size_t size() const;

  /// From now on `path` (relative to the workspace, with "/") has these entries instead of the stored ones,
  /// until remove_overlay. They are in memory alone.
  void set_overlay(const std::string& path, std::vector<Entry> entries);
  void remove_overlay(const std::string& path);

  /// The most alike, best first. A short list by words in common and by meaning, one ranking fused of the
  /// two, is ordered by that and by similarity.
  [[nodiscard]] Result<std::vector<Found>> search(std::string_view description, std::size_t most) const;
  /// The same as completion asks it; none where the store cannot be read: a suggestion does without.
  [[nodiscard]] std::vector<completion::WorkspaceExample> find(const std::string& description,
                                                               std::size_t most) const override;

 private:
  using StatePtr = std::shared_ptr<const IndexState>;
  struct Part {
    std::size_t files = 0;
    SegmentView segment;
  };

  WorkspaceIndex(Store written, Store searched, std::shared_ptr<const embed::Embedder> embedder);

  [[nodiscard]] StatePtr state() const;
  void publish();
  [[nodiscard]] Result<void> take_in(const std::vector<FileRange>& files, const std::stop_token& stop);
  [[nodiscard]] Result<Part> read_part(std::span<const FileRange> files, const std::stop_token& stop) const;
  void replace(std::vector<IdRange> leaving, std::span<const FileRange> coming, SegmentView part);
  [[nodiscard]] Result<std::vector<StoredEntry>> entries_of(const IndexState& state,
                                                            const std::vector<Hit>& hits) const;

  const std::shared_ptr<const embed::Embedder> embedder_;  ///< or null
  // What searches take: for the time of a copy, and of reading what was found.
  mutable std::mutex current_mutex_;
  StatePtr current_;  // guarded by current_mutex_
  mutable std::mutex searched_mutex_;
  Store searched_;  // guarded by searched_mutex_
  // Of those who make the next state, each for the time of a few copies. segments_ and files_ are changed by
  // who has refresh_mutex_ as well, which may read them with that alone.
  std::mutex next_mutex_;
  SegmentList segments_;  // of the store's entries; this and what follows: guarded by next_mutex_
  std::vector<FileRange> files_;
  Overlays overlays_;
  std::int64_t next_overlay_id_ = first_overlay_id;
  std::vector<StatePtr> retired_;  // until no search has them: freeing a large one takes time
  // Of a refresh, which may take minutes.
  std::mutex refresh_mutex_;
  Store store_;                // this and what follows: guarded by refresh_mutex_
  std::int64_t version_ = -1;  // of the store, as it is in segments_
};

}  // namespace treewright::retrieval
