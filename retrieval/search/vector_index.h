#pragma once
// The vectors of documents. Every one is looked at by a search: docs/architecture.md has the measurements
// that speak for that, against a graph of neighbours (HNSW). vector_search.h asks it.

#include <cstdint>
#include <span>
#include <vector>

namespace treewright::retrieval {

/// Writes `vector` as whole numbers in ± `most`; returns what one of them stands for, 0 for a vector of
/// zeros.
float quantise(std::span<const float> vector, int most, std::span<std::int8_t> numbers);
float quantise(std::span<const float> vector, int most, std::span<std::int16_t> numbers);

/// In memory, a byte a number: 8-bit whole numbers with a scale a vector. Documents are numbered from 0. One
/// thread at a time while it is filled; any number may read it afterwards.
class VectorIndex {
 public:
  /// Of vectors of `dimension` numbers, at most 4096.
  explicit VectorIndex(std::size_t dimension);

  /// The next document's.
  void add(std::span<const float> vector);
  /// The documents of `other`, of the same dimension, come next, those of `gone` (rising) left out.
  void append(const VectorIndex& other, std::span<const std::uint32_t> gone);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  /// Bytes a row: the dimension, filled up with zeros to whole blocks (vector_scan.h).
  [[nodiscard]] std::size_t stride() const { return stride_; }
  [[nodiscard]] const std::int8_t* row(std::size_t document) const {
    return rows_.data() + document * stride_;
  }
  /// What a row's numbers are to be multiplied by; 0 for a vector of zeros.
  [[nodiscard]] float scale(std::size_t document) const { return scales_[document]; }

 private:
  std::size_t stride_;
  std::vector<std::int8_t> rows_;  // of all vectors, one after the other
  std::vector<float> scales_;
};

}  // namespace treewright::retrieval
