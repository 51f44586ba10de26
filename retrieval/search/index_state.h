#pragma once
// What one search sees of a workspace's index.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "retrieval/search/segment_list.h"

namespace treewright::retrieval {

/// Ids from here on are entries of an overlay, which are in no store.
inline constexpr std::int64_t first_overlay_id = std::int64_t{1} << 62;

/// What an editor holds of a file. Immutable.
class Overlay {
 public:
  /// The entries get the ids from `first_id` on.
  Overlay(std::string path, std::vector<Entry> entries, std::int64_t first_id,
          const embed::Embedder* embedder);

  [[nodiscard]] std::int64_t first_id() const { return first_id_; }
  [[nodiscard]] const SegmentView& segment() const { return segment_; }
  /// Nothing where it has no such id.
  [[nodiscard]] std::optional<StoredEntry> entry(std::int64_t id) const;

 private:
  std::string path_;
  std::vector<Entry> entries_;
  std::int64_t first_id_;
  SegmentView segment_;
};

/// By path.
using Overlays = std::map<std::string, std::shared_ptr<const Overlay>, std::less<>>;

/// Immutable.
struct IndexState {
  /// `stored` are the store's entries, `files` says which file they are of: those of a file with an overlay
  /// are hidden.
  IndexState(const SegmentList& stored, const std::vector<FileRange>& files, Overlays over);

  /// Of one that is no stored entry; nothing where no overlay has it.
  [[nodiscard]] std::optional<StoredEntry> overlay_entry(std::int64_t id) const;
  [[nodiscard]] std::size_t size() const;

  SegmentList segments;
  Overlays overlays;
};

}  // namespace treewright::retrieval
