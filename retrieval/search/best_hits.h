#pragma once
// The best of very many hits, without keeping the others.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "retrieval/search/hit.h"

namespace treewright::retrieval {

/// The best hits of a stream whose ids rise. A score that is not above zero is none.
class BestHits {
 public:
  explicit BestHits(std::size_t most) : most_(most) {
    if (most == 0) least_ = std::numeric_limits<float>::infinity();
  }

  /// The next hits. In blocks, as nearly every block of very many has none of the best: counting those that
  /// it has is done several at a time.
  void take(std::span<const float> scores, std::span<const std::int64_t> ids) {
    constexpr std::size_t block = 256;
    for (std::size_t begin = 0; begin < scores.size(); begin += block) {
      const std::size_t end = std::min(begin + block, scores.size());
      const float least = least_;
      int enough = 0;
      for (std::size_t i = begin; i < end; ++i) enough += static_cast<int>(scores[i] >= least);
      for (std::size_t i = begin; enough > 0 && i < end; ++i) {
        if (scores[i] >= least_) keep({ids[i], scores[i]});
      }
    }
  }
  [[nodiscard]] std::vector<Hit> sorted() && {
    std::ranges::sort_heap(hits_, better);
    return std::move(hits_);
  }

 private:
  void keep(const Hit& hit) {
    if (hits_.size() == most_) {
      std::ranges::pop_heap(hits_, better);
      hits_.pop_back();
    }
    hits_.push_back(hit);
    std::ranges::push_heap(hits_, better);
    if (hits_.size() == most_) least_ = static_cast<float>(hits_.front().score);
  }

  std::size_t most_;
  float least_ = std::numeric_limits<float>::min();
  std::vector<Hit> hits_;  // a heap with the worst in front
};

}  // namespace treewright::retrieval
