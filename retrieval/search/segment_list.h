#pragma once
// What becomes of segments: entries go, and small segments become larger ones. Each function makes new views;
// the segments themselves stay as they are for whoever searches them.

#include <vector>

#include "retrieval/search/segment.h"
#include "retrieval/store/store.h"

namespace treewright::retrieval {

/// By rising id: the ids of a segment are above those of the ones before it.
using SegmentList = std::vector<SegmentView>;

/// The same without the entries of `ranges`, which rise and do not overlap.
[[nodiscard]] SegmentList without(const SegmentList& segments, const std::vector<IdRange>& ranges);

/// As few segments that each is less than half as long as the one before it, and none of which is mostly
/// gone. What is merged is copied, at most a logarithm of times an entry.
[[nodiscard]] SegmentList merged(const SegmentList& segments);

}  // namespace treewright::retrieval
