#include "lab/data/batches.h"

#include <algorithm>
#include <random>

namespace treewright::lab {
namespace {

/// Long targets first by target, then by memory: padding is little, and noise keeps the company of rows
/// changing.
std::vector<const Example*> sorted_with_noise(const std::vector<Example>& examples, std::mt19937_64& random) {
  std::vector<std::pair<double, const Example*>> keyed;
  std::uniform_real_distribution<double> noise(0, 3);
  for (const Example& example : examples) {
    const double length = static_cast<double>(example.steps.size()) + noise(random);
    keyed.emplace_back(length + 0.05 * static_cast<double>(example.source.memory_size()), &example);
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Example*> order;
  order.reserve(keyed.size());
  for (const auto& [key, example] : keyed) order.push_back(example);
  return order;
}

}  // namespace

std::vector<Batch> make_batches(const std::vector<Example>& examples, std::int64_t steps, std::uint64_t seed,
                                int epoch) {
  std::mt19937_64 random(seed * 1'000'003 + static_cast<std::uint64_t>(epoch));
  std::vector<Batch> batches;
  Batch batch;
  std::size_t longest = 0;
  for (const Example* example : sorted_with_noise(examples, random)) {
    longest = std::max(longest, example->steps.size());
    if (!batch.empty() && static_cast<std::int64_t>(longest * (batch.size() + 1)) > steps) {
      batches.push_back(std::move(batch));
      batch.clear();
      longest = example->steps.size();
    }
    batch.push_back(example);
  }
  if (!batch.empty()) batches.push_back(std::move(batch));
  std::shuffle(batches.begin(), batches.end(), random);
  return batches;
}

}  // namespace treewright::lab
