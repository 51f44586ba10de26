#pragma once
// How fast memory is read: the bound of whatever reads its data once.

#include <cstddef>

#include "lab/bench/engine/measurement.h"

namespace treewright::bench {

/// GB/s of reading a block of `bytes` from its beginning to its end, again and again, on this thread and on
/// the instruction set of support/simd.h: how near the processor keeps a block of that size decides.
[[nodiscard]] double read_rate(std::size_t bytes, const Effort& effort);

}  // namespace treewright::bench
