#pragma once
// Timing, and the few statistics that the figures are made of.

#include <functional>
#include <vector>

#include "lab/bench/engine/measurement.h"

namespace treewright::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] inline double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Seconds that this thread has computed: on an idle machine those of the clock, and elsewhere without what
/// other programs took.
[[nodiscard]] double cpu_seconds();

/// The value below which `percent` of the values lie, interpolated between neighbours; 0 without values.
[[nodiscard]] double percentile(std::vector<double> values, double percent);
[[nodiscard]] inline double median(std::vector<double> values) { return percentile(std::move(values), 50); }

/// CPU seconds of each run of `run`, which works on this thread alone, after one that does not count.
[[nodiscard]] std::vector<double> time_runs(const Effort& effort, const std::function<void()>& run);

}  // namespace treewright::bench
