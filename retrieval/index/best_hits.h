#pragma once
// The best of very many hits, without keeping the others.

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "retrieval/index/hit.h"

namespace treewright::retrieval {

/// The best hits of a stream whose ids rise. Scores are floats above zero.
class BestHits {
 public:
  explicit BestHits(std::size_t most) : most_(most) {
    if (most == 0) least_ = std::numeric_limits<float>::infinity();
  }

  /// What a hit must have to be one of the best.
  [[nodiscard]] float least() const { return least_; }

  void take(const Hit& hit) {
    if (hits_.size() == most_) {
      std::ranges::pop_heap(hits_, better);
      hits_.pop_back();
    }
    hits_.push_back(hit);
    std::ranges::push_heap(hits_, better);
    if (hits_.size() == most_) least_ = static_cast<float>(hits_.front().score);
  }
  [[nodiscard]] std::vector<Hit> sorted() && {
    std::ranges::sort_heap(hits_, better);
    return std::move(hits_);
  }

 private:
  std::size_t most_;
  float least_ = std::numeric_limits<float>::min();
  std::vector<Hit> hits_;  // a heap with the worst in front
};

}  // namespace treewright::retrieval
