#pragma once
// Batches of examples of like length, in an order that depends on seed and epoch alone, so that a run can
// resume.

#include <cstdint>
#include <vector>

#include "lab/data/dataset.h"

namespace treewright::lab {

using Batch = std::vector<const Example*>;

/// Every example once. Each batch holds about `steps` target steps; memory and target lengths in it are
/// alike.
[[nodiscard]] std::vector<Batch> make_batches(const std::vector<Example>& examples, std::int64_t steps,
                                              std::uint64_t seed, int epoch);

}  // namespace treewright::lab
