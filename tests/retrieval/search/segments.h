#pragma once
// Segments for tests.

#include <algorithm>
#include <utility>
#include <vector>

#include "retrieval/search/segment_list.h"

namespace treewright::retrieval {

/// Segments of these entries, whose ids are 1, 2, …
inline SegmentList segments_of(const std::vector<std::vector<Entry>>& segments,
                               const embed::Embedder* embedder = nullptr) {
  SegmentList list;
  std::int64_t id = 0;
  for (const std::vector<Entry>& entries : segments) {
    SegmentBuilder builder(embedder);
    for (const Entry& entry : entries) builder.add(++id, entry);
    list.push_back(std::move(builder).build());
  }
  return list;
}

/// Of the entries that are not gone.
inline std::vector<std::int64_t> ids_of(const SegmentList& segments) {
  std::vector<std::int64_t> ids;
  for (const SegmentView& view : segments) {
    for (std::uint32_t document = 0; document < view->size(); ++document) {
      if (!std::ranges::binary_search(view.gone(), document)) ids.push_back(view->ids()[document]);
    }
  }
  return ids;
}

}  // namespace treewright::retrieval
