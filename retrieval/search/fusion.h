#pragma once
// One ranking out of what the words in common find and what the vectors find.

#include <cstddef>
#include <vector>

#include "retrieval/search/hit.h"

namespace treewright::retrieval {

/// How many hits of each index to fuse.
inline constexpr std::size_t fusion_depth = 100;

/// A hit's score is the sum of its scores in the two, each in parts of the best one there; the vectors'
/// counts double. Chosen on dev rows, where it finds more than reciprocal ranks do
/// (models/sentence-vectors/CARD.md). Best first, equal ones by falling id. Both are best first, with scores
/// above zero and no id twice.
[[nodiscard]] std::vector<Hit> fuse(const std::vector<Hit>& words, const std::vector<Hit>& vectors,
                                    std::size_t most);

}  // namespace treewright::retrieval
