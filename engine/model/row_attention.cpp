#include "engine/model/row_attention.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/model/row_attention.cpp"
#include <hwy/foreach_target.h>

// What all forms are compiled from comes after foreach_target.h.
#include <hwy/highway.h>

#include "support/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace treewright::model::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::ScalableTag<float> floats;
using Vector = hn::Vec<decltype(floats)>;
constexpr std::int64_t lanes = hn::MaxLanes(floats);
constexpr std::int64_t together = 4;  // rows share what is read of the query and the adding up

/// The products of `query` with each of the keys.
HWY_INLINE void dots(const float* query, const float* const (&keys)[together], std::int64_t size,
                     float (&products)[together]) {
  Vector sums[together];
  for (Vector& sum : sums) sum = hn::Zero(floats);
  std::int64_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    const Vector q = hn::LoadU(floats, query + i);
    for (std::int64_t k = 0; k < together; ++k)
      sums[k] = hn::MulAdd(q, hn::LoadU(floats, keys[k] + i), sums[k]);
  }
  treewright::HWY_NAMESPACE::store_sums(floats, sums, products);
  for (; i < size; ++i) {
    for (std::int64_t k = 0; k < together; ++k) products[k] += query[i] * keys[k][i];
  }
}

void add(const KeyValueRows& memory, const float* query, std::span<const std::int64_t> rows, float* scores) {
  const auto count = static_cast<std::int64_t>(rows.size());
  for (std::int64_t s = 0; s < count; s += together) {
    const std::int64_t these = std::min(together, count - s);
    for (std::int64_t h = 0; h < memory.heads; ++h) {
      const float* keys[together];
      for (std::int64_t k = 0; k < together; ++k) {  // beyond the last row that row again
        const std::int64_t row = rows[static_cast<std::size_t>(s + std::min(k, these - 1))];
        keys[k] = memory.first + row * memory.stride + h * memory.size;
      }
      float products[together];
      dots(query + h * memory.size, keys, memory.size, products);
      for (std::int64_t k = 0; k < these; ++k) scores[h * count + s + k] += products[k];
    }
  }
}

/// `count` vectors of the sum of the rows by their weights; `values` is where
/// they begin in row 0.
template <int count>
HWY_INLINE void mix_vectors(const float* values, std::int64_t stride, std::span<const std::int64_t> rows,
                            const float* weights, float* context) {
  Vector sums[count];
  for (Vector& sum : sums) sum = hn::Zero(floats);
  for (std::size_t s = 0; s < rows.size(); ++s) {
    const Vector weight = hn::Set(floats, weights[s]);
    const float* row = values + rows[s] * stride;
    for (int c = 0; c < count; ++c) sums[c] = hn::MulAdd(weight, hn::LoadU(floats, row + c * lanes), sums[c]);
  }
  for (int c = 0; c < count; ++c) hn::StoreU(sums[c], floats, context + c * lanes);
}

void mix_head(const float* values, const KeyValueRows& memory, std::span<const std::int64_t> rows,
              const float* weights, float* context) {
  constexpr int vectors = 4;
  std::int64_t i = 0;
  for (; i + vectors * lanes <= memory.size; i += vectors * lanes)
    mix_vectors<vectors>(values + i, memory.stride, rows, weights, context + i);
  for (; i + lanes <= memory.size; i += lanes)
    mix_vectors<1>(values + i, memory.stride, rows, weights, context + i);
  for (; i < memory.size; ++i) {
    context[i] = 0;
    for (std::size_t s = 0; s < rows.size(); ++s)
      context[i] += weights[s] * values[rows[s] * memory.stride + i];
  }
}

void mix(const KeyValueRows& memory, const float* weights, std::span<const std::int64_t> rows,
         float* context) {
  const auto count = static_cast<std::int64_t>(rows.size());
  for (std::int64_t h = 0; h < memory.heads; ++h) {
    const float* values = memory.first + (memory.heads + h) * memory.size;
    mix_head(values, memory, rows, weights + h * count, context + h * memory.size);
  }
}

}  // namespace
}  // namespace treewright::model::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace treewright::model {

HWY_EXPORT(add);
HWY_EXPORT(mix);

void add_scores(const KeyValueRows& memory, const float* query, std::span<const std::int64_t> rows,
                float* scores) {
  HWY_DYNAMIC_DISPATCH(add)(memory, query, rows, scores);
}

void mix_values(const KeyValueRows& memory, const float* weights, std::span<const std::int64_t> rows,
                float* context) {
  HWY_DYNAMIC_DISPATCH(mix)(memory, weights, rows, context);
}

}  // namespace treewright::model
#endif
