#pragma once
// Which entries' vectors are nearest to a description's. Every vector is looked at: docs/architecture.md has
// the measurements that speak for that, against a graph of neighbours (HNSW).

#include <cstdint>
#include <span>
#include <vector>

#include "retrieval/search/hit.h"

namespace treewright::retrieval {

/// In memory, a byte a number: 8-bit whole numbers with a scale a vector. One thread at a time, bar `find`,
/// which any number may call while nobody changes it.
class VectorIndex {
 public:
  /// Of vectors of `dimension` numbers, 1 to 4096.
  explicit VectorIndex(std::size_t dimension);

  /// `id` must be above all before it. A vector of zeros is kept and never found.
  void add(std::int64_t id, std::span<const float> vector);
  /// An id that is not there is none's business.
  void remove(std::int64_t id);
  [[nodiscard]] std::size_t size() const { return ids_.size() - removed_; }

  /// The vectors with the highest product with `vector` (the cosine, where both have length one), best first,
  /// equal ones by falling id (the newest first). None whose product is not above zero.
  [[nodiscard]] std::vector<Hit> find(std::span<const float> vector, std::size_t most) const;

 private:
  void compact();

  std::size_t stride_;             // bytes a row: the dimension, filled up with zeros
  std::vector<std::int8_t> rows_;  // of all vectors, one after the other
  std::vector<float> scales_;      // a row's numbers are so many times its bytes; 0: nothing, or removed
  std::vector<std::int64_t> ids_;  // rising
  std::vector<bool> gone_;
  std::size_t removed_ = 0;
};

}  // namespace treewright::retrieval
