#pragma once
// Which entries' vectors are nearest to a description's, over all segments.

#include <span>
#include <vector>

#include "retrieval/search/hit.h"
#include "retrieval/search/segment.h"

namespace treewright::retrieval {

/// The vectors with the highest product with `vector` (the cosine, where both have length one), best first,
/// equal ones by falling id (the newest first). None whose product is not above zero. The segments have
/// vectors of this dimension, and ids above those of the segments before them. Thread-safe.
[[nodiscard]] std::vector<Hit> find_by_vector(std::span<const SegmentView> segments,
                                              std::span<const float> vector, std::size_t most);

}  // namespace treewright::retrieval
