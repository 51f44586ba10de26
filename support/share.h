#pragma once
// A part of a whole, kept as its two counts: every figure is printed with them.

#include <cstddef>

namespace treewright {

struct Share {
  std::size_t hits = 0;
  std::size_t of = 0;

  void count(bool hit) {
    hits += hit ? 1 : 0;
    ++of;
  }
  /// 0 to 100; 0 of nothing is 0.
  [[nodiscard]] double percent() const {
    return of == 0 ? 0.0 : 100.0 * static_cast<double>(hits) / static_cast<double>(of);
  }
  Share& operator+=(const Share& other) {
    hits += other.hits;
    of += other.of;
    return *this;
  }
};

}  // namespace treewright
