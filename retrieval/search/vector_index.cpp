#include "retrieval/search/vector_index.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "retrieval/search/best_hits.h"
#include "retrieval/search/vector_scan.h"

namespace treewright::retrieval {
namespace {

constexpr int byte_most = 127;

/// Writes `vector` as whole numbers in ± `most`; returns what one of them stands for, 0 for a vector of
/// zeros.
template <typename T>
float quantise(std::span<const float> vector, int most, T* numbers) {
  float largest = 0;
  for (const float number : vector) largest = std::max(largest, std::abs(number));
  if (largest == 0) return 0;
  const float scale = largest / static_cast<float>(most);
  for (std::size_t i = 0; i < vector.size(); ++i) numbers[i] = static_cast<T>(std::lround(vector[i] / scale));
  return scale;
}

}  // namespace

VectorIndex::VectorIndex(std::size_t dimension)
    : stride_((dimension + scan_block - 1) / scan_block * scan_block) {}

void VectorIndex::add(std::int64_t id, std::span<const float> vector) {
  rows_.resize(rows_.size() + stride_);
  scales_.push_back(quantise(vector, byte_most, rows_.data() + ids_.size() * stride_));
  ids_.push_back(id);
  gone_.push_back(false);
}

void VectorIndex::remove(std::int64_t id) {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) return;
  const auto row = static_cast<std::size_t>(found - ids_.begin());
  if (gone_[row]) return;
  gone_[row] = true;
  scales_[row] = 0;
  if (++removed_ > ids_.size() / 2) compact();
}

/// Forgets the removed vectors.
void VectorIndex::compact() {
  std::size_t kept = 0;
  for (std::size_t row = 0; row < ids_.size(); ++row) {
    if (gone_[row]) continue;
    std::copy_n(rows_.data() + row * stride_, stride_, rows_.data() + kept * stride_);
    ids_[kept] = ids_[row];
    scales_[kept++] = scales_[row];
  }
  rows_.resize(kept * stride_);
  ids_.resize(kept);
  scales_.resize(kept);
  gone_.assign(kept, false);
  removed_ = 0;
}

std::vector<Hit> VectorIndex::find(std::span<const float> vector, std::size_t most) const {
  std::vector<std::int16_t> query(stride_, 0);
  const float unit = quantise(vector, scan_most, query.data());
  if (unit == 0) return {};
  constexpr std::size_t block = 1024;  // rows whose products stay in the nearest cache
  std::array<std::int32_t, block> products;
  std::array<float, block> scores;
  BestHits best(most);
  for (std::size_t first = 0; first < ids_.size(); first += block) {
    const std::size_t count = std::min(block, ids_.size() - first);
    scan(rows_.data() + first * stride_, count, stride_, query.data(), products.data());
    for (std::size_t i = 0; i < count; ++i)
      scores[i] = static_cast<float>(products[i]) * scales_[first + i] * unit;
    best.take({scores.data(), count}, {ids_.data() + first, count});
  }
  return std::move(best).sorted();
}

}  // namespace treewright::retrieval
