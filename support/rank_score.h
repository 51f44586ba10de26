#pragma once
// How high a search places what was to be found, among its first ten.

#include <cstddef>
#include <optional>

#include "support/share.h"

namespace treewright {

struct RankScore {
  static constexpr std::size_t most = 10;

  Share found;                ///< recall@10: searches that have it among the first ten
  double reciprocal_sum = 0;  ///< of the places, from 1; nothing for what is not among the first ten

  /// `place` is from 0.
  void count(std::optional<std::size_t> place) {
    const bool hit = place && *place < most;
    found.count(hit);
    if (hit) reciprocal_sum += 1.0 / static_cast<double>(*place + 1);
  }
  /// MRR@10, 0 to 1; 0 of nothing is 0.
  [[nodiscard]] double mean_reciprocal() const {
    return found.of == 0 ? 0.0 : reciprocal_sum / static_cast<double>(found.of);
  }
};

}  // namespace treewright
