#include "retrieval/search/vector_index.h"

#include <algorithm>
#include <cmath>

#include "retrieval/search/vector_scan.h"

namespace treewright::retrieval {
namespace {

constexpr int byte_most = 127;

template <typename T>
float quantise_as(std::span<const float> vector, int most, std::span<T> numbers) {
  float largest = 0;
  for (const float number : vector) largest = std::max(largest, std::abs(number));
  if (largest == 0) return 0;
  const float scale = largest / static_cast<float>(most);
  for (std::size_t i = 0; i < vector.size(); ++i) numbers[i] = static_cast<T>(std::lround(vector[i] / scale));
  return scale;
}

}  // namespace

float quantise(std::span<const float> vector, int most, std::span<std::int8_t> numbers) {
  return quantise_as(vector, most, numbers);
}
float quantise(std::span<const float> vector, int most, std::span<std::int16_t> numbers) {
  return quantise_as(vector, most, numbers);
}

VectorIndex::VectorIndex(std::size_t dimension)
    : stride_((dimension + scan_block - 1) / scan_block * scan_block) {}

void VectorIndex::add(std::span<const float> vector) {
  rows_.resize(rows_.size() + stride_);
  scales_.push_back(quantise(vector, byte_most, std::span(rows_).last(stride_)));
}

void VectorIndex::append(const VectorIndex& other, std::span<const std::uint32_t> gone) {
  const auto copy = [&](std::size_t begin, std::size_t end) {
    rows_.insert(rows_.end(), other.row(begin), other.row(end));
    scales_.insert(scales_.end(), other.scales_.begin() + static_cast<std::ptrdiff_t>(begin),
                   other.scales_.begin() + static_cast<std::ptrdiff_t>(end));
  };
  std::size_t begin = 0;
  for (const std::uint32_t document : gone) {
    copy(begin, document);
    begin = document + 1;
  }
  copy(begin, other.size());
}

}  // namespace treewright::retrieval
