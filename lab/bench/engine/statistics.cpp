#include "lab/bench/engine/statistics.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace treewright::bench {

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

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
    const double start = cpu_seconds();
    run();
    seconds.push_back(cpu_seconds() - start);
  }
  return seconds;
}

}  // namespace treewright::bench
