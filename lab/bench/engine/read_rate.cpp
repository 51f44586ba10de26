#include "lab/bench/engine/read_rate.h"

#include <cstdint>
#include <vector>

#include "lab/bench/engine/statistics.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "lab/bench/engine/read_rate.cpp"
#include <hwy/foreach_target.h>

// What all forms are compiled from comes after foreach_target.h.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace treewright::bench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::ScalableTag<std::uint64_t> numbers_tag;
constexpr std::size_t lanes = hn::MaxLanes(numbers_tag);
constexpr std::size_t together = 8;           // vectors: as many loads as can be under way
constexpr std::size_t prefetch_ahead = 512;   // numbers, 4 KiB
constexpr std::size_t numbers_of_a_line = 8;  // of the cache

/// Of whole blocks of `together` vectors. The result keeps the reading from being left out.
std::uint64_t read(const std::uint64_t* numbers, std::size_t count) {
  hn::Vec<decltype(numbers_tag)> seen[together];
  for (auto& one : seen) one = hn::Zero(numbers_tag);
  for (std::size_t i = 0; i + together * lanes <= count; i += together * lanes) {
    for (std::size_t k = 0; k < together * lanes; k += numbers_of_a_line)
      hwy::Prefetch(numbers + i + k + prefetch_ahead);
    for (std::size_t v = 0; v < together; ++v)
      seen[v] = hn::Or(seen[v], hn::LoadU(numbers_tag, numbers + i + v * lanes));
  }
  for (std::size_t v = 1; v < together; ++v) seen[0] = hn::Or(seen[0], seen[v]);
  return hn::GetLane(seen[0]);
}

}  // namespace
}  // namespace treewright::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace treewright::bench {

HWY_EXPORT(read);

double read_rate(std::size_t bytes, const Effort& effort) {
  const std::vector<std::uint64_t> block(bytes / sizeof(std::uint64_t), 1);
  // A small block is read in less time than the clock tells apart.
  const std::size_t times = 1 + (std::size_t{1} << 20U) / (bytes + 1);
  volatile std::uint64_t result = 0;
  const double seconds = median(time_runs(effort, [&] {
    for (std::size_t i = 0; i < times; ++i) result = HWY_DYNAMIC_DISPATCH(read)(block.data(), block.size());
  }));
  return static_cast<double>(times * block.size() * sizeof(std::uint64_t)) / seconds / 1e9;
}

}  // namespace treewright::bench
#endif
