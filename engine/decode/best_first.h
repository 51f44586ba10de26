#pragma once
// The greatest values of a row, one after another, when few of many are wanted.

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace treewright::decode {

/// Indices by falling value; equal values by rising index. Each pass over the row finds twice as many as the
/// last one, so that the row is neither sorted nor copied for the few that are wanted. The row must not
/// change meanwhile.
class BestFirst {
 public:
  explicit BestFirst(std::span<const float> row) : row_(row) {}

  /// The best index not yet popped, or -1 at the end.
  [[nodiscard]] std::int64_t top() {
    if (at_ == found_.size() && !exhausted_) find_more();
    return at_ == found_.size() ? -1 : found_[at_];
  }
  void pop() { ++at_; }

 private:
  [[nodiscard]] bool before(std::int64_t a, std::int64_t b) const {
    const float x = row_[static_cast<std::size_t>(a)], y = row_[static_cast<std::size_t>(b)];
    return x > y || (x == y && a < b);
  }

  /// A heap of the best `pass_` so far, the worst of them on top: most values are only compared with it.
  void find_more() {
    const auto better = [this](std::int64_t a, std::int64_t b) { return before(a, b); };
    const std::int64_t last = found_.empty() ? -1 : found_.back();
    found_.clear();
    at_ = 0;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(row_.size()); ++i) {
      if (found_.size() == pass_ && !before(i, found_.front())) continue;
      if (last >= 0 && !before(last, i)) continue;
      if (found_.size() == pass_) {
        std::pop_heap(found_.begin(), found_.end(), better);
        found_.pop_back();
      }
      found_.push_back(i);
      std::push_heap(found_.begin(), found_.end(), better);
    }
    std::sort_heap(found_.begin(), found_.end(), better);
    exhausted_ = found_.size() < pass_;
    pass_ *= 2;
  }

  std::span<const float> row_;
  std::vector<std::int64_t> found_;  ///< of the last pass, best first
  std::size_t at_ = 0;
  std::size_t pass_ = 16;
  bool exhausted_ = false;
};

}  // namespace treewright::decode
