#pragma once
// Guidance on a row of log-probabilities.

#include <cmath>
#include <span>
#include <vector>

#include "engine/grammar/guidance.h"

namespace treewright::decode {

/// Multiplies the probabilities of the named actions, those of value `least` or below excepted. Only their
/// entries are touched: returns the logarithm of the row's mass then, where it was 1; to be subtracted from
/// every entry that is used. `twins`: by memory position, the action that stands for all that write its text.
[[nodiscard]] inline double boost(std::span<float> row, std::span<const grammar::Guidance::Boost> boosts,
                                  std::span<const int> twins, float least) {
  const auto vocabulary = static_cast<std::int64_t>(row.size() - twins.size());
  double added = 0;
  for (const auto& [action, log_factor] : boosts) {
    const std::int64_t twin =
        action < vocabulary ? action : twins[static_cast<std::size_t>(action - vocabulary)];
    float& value = row[static_cast<std::size_t>(twin)];
    if (value <= least) continue;
    added += std::exp(static_cast<double>(value)) * std::expm1(log_factor);
    value += static_cast<float>(log_factor);
  }
  return std::log1p(added);
}

}  // namespace treewright::decode
