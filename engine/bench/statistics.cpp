#include "engine/bench/statistics.h"

#include <algorithm>
#include <cmath>

namespace treewright::bench {

double percentile(std::vector<double> values, double percent) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const double place = std::clamp(percent, 0.0, 100.0) / 100 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], place - static_cast<double>(below));
}

std::vector<double> time_runs(const Effort& effort, const std::function<void()>& run) {
  run();
  std::vector<double> seconds;
  const auto begin = Clock::now();
  while (!effort.stop.stop_requested() &&
         (seconds.size() < effort.least || seconds_since(begin) < effort.time.count())) {
    const auto start = Clock::now();
    run();
    seconds.push_back(seconds_since(start));
  }
  return seconds;
}

}  // namespace treewright::bench
