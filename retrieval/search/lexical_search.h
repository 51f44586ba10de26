#pragma once
// Which entries share words with a description: BM25 over all segments as if they were one.

#include <span>
#include <string_view>
#include <vector>

#include "retrieval/search/hit.h"
#include "retrieval/search/segment.h"

namespace treewright::retrieval {

/// The entries with the highest scores, best first, equal ones by falling id (the newest first). The ids of a
/// segment are above those of the ones before it. Thread-safe.
[[nodiscard]] std::vector<Hit> find_by_words(std::span<const SegmentView> segments,
                                             std::string_view description, std::size_t most);

}  // namespace treewright::retrieval
