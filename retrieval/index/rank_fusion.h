#pragma once
// One ranking out of several whose scores cannot be compared.

#include <cstddef>
#include <span>
#include <vector>

#include "retrieval/index/hit.h"

namespace treewright::retrieval {

/// Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a hit's score is the sum of
/// 1 / (`damping` + its place, from 1) over the rankings that have it. Best first, equal ones by falling id.
/// Rankings are best first, none with an id twice.
[[nodiscard]] std::vector<Hit> fuse(std::span<const std::vector<Hit>> rankings, std::size_t most,
                                    double damping = 60);

}  // namespace treewright::retrieval
