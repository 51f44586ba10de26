#include "engine/model/row_attention.h"

#include <algorithm>
#include <cstring>

namespace treewright::model {
namespace {

constexpr std::int64_t width = 4;  // floats of a register that every machine has
using Vector = float __attribute__((vector_size(width * sizeof(float))));

/// In vectors: left to itself the compiler adds floats one after another, in their order.
float dot(const float* a, const float* b, std::int64_t size) {
  Vector sums[2] = {};
  std::int64_t i = 0;
  for (; i + 2 * width <= size; i += 2 * width) {
    Vector x[2], y[2];
    std::memcpy(x, a + i, sizeof x);
    std::memcpy(y, b + i, sizeof y);
    sums[0] += x[0] * y[0];
    sums[1] += x[1] * y[1];
  }
  const Vector both = sums[0] + sums[1];
  float sum = (both[0] + both[1]) + (both[2] + both[3]);
  for (; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

void add_scores(const KeyValueRows& memory, const float* query, std::span<const std::int64_t> rows,
                float* scores) {
  const auto count = static_cast<std::int64_t>(rows.size());
  for (std::int64_t s = 0; s < count; ++s) {
    const float* keys = memory.first + rows[static_cast<std::size_t>(s)] * memory.stride;
    for (std::int64_t h = 0; h < memory.heads; ++h)
      scores[h * count + s] += dot(query + h * memory.size, keys + h * memory.size, memory.size);
  }
}

void mix_values(const KeyValueRows& memory, const float* weights, std::span<const std::int64_t> rows,
                float* context) {
  const auto count = static_cast<std::int64_t>(rows.size());
  const std::int64_t units = memory.heads * memory.size;
  std::fill_n(context, units, 0.0F);
  for (std::int64_t s = 0; s < count; ++s) {
    const float* values = memory.first + rows[static_cast<std::size_t>(s)] * memory.stride + units;
    for (std::int64_t h = 0; h < memory.heads; ++h) {
      const float weight = weights[h * count + s];
      for (std::int64_t i = h * memory.size; i < (h + 1) * memory.size; ++i) context[i] += weight * values[i];
    }
  }
}

}  // namespace treewright::model
