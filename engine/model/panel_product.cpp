#include "engine/model/panel_product.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/model/panel_product.cpp"
#include <hwy/foreach_target.h>

// What all forms are compiled from comes after foreach_target.h.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace treewright::model::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, panel_width> floats;
using Vector = hn::Vec<decltype(floats)>;
constexpr std::int64_t lanes = hn::MaxLanes(floats);

// Five rows (the beam) by two vectors: ten sums are enough to keep two multipliers busy, and with the weights
// and a number of x they fit into 16 registers.
constexpr int row_block = 5;
constexpr int together = 2;

// Weights are asked for so many floats (4 KiB) ahead of their use: the processor's own prefetching falls
// behind the arithmetic, most of all where other programs use the caches too.
constexpr std::int64_t prefetch_ahead = 1024;
constexpr int vectors_of_panel = panel_width / lanes;

/// The first `columns` numbers of `sums`.
template <int count>
HWY_INLINE void store(const Vector (&sums)[count], std::int64_t columns, float* y) {
  std::array<float, count * lanes> rest;
  for (int c = 0; c < count; ++c) {
    const bool whole = (c + 1) * lanes <= columns;
    hn::StoreU(sums[c], floats, (whole ? y : rest.data()) + c * lanes);
  }
  for (std::int64_t i = columns / lanes * lanes; i < columns; ++i) y[i] = rest[static_cast<std::size_t>(i)];
}

/// `rows` rows from `row` on by `count` vectors of columns from `column` on. The sums stay in registers.
template <int rows, int count>
HWY_INLINE void block(const PanelProduct& p, std::int64_t row, std::int64_t column) {
  const float *x[rows], *weights[count];
  Vector sums[rows][count];
  for (int r = 0; r < rows; ++r) x[r] = p.x + (row + r) * p.x_stride;
  for (int c = 0; c < count; ++c) {
    const std::int64_t first = column + c * lanes;
    weights[c] = p.panels + first / panel_width * p.inputs * panel_width + first % panel_width;
    for (int r = 0; r < rows; ++r) sums[r][c] = hn::LoadU(floats, p.bias + first);
  }
  for (std::int64_t i = 0; i < p.inputs; ++i) {
    Vector w[count];
    for (int c = 0; c < count; ++c) w[c] = hn::LoadU(floats, weights[c] + i * panel_width);
    for (int c = 0; c < count; c += vectors_of_panel)
      hwy::Prefetch(weights[c] + i * panel_width + prefetch_ahead);
    for (int r = 0; r < rows; ++r) {
      const Vector number = hn::Set(floats, x[r][i]);
      for (int c = 0; c < count; ++c) sums[r][c] = hn::MulAdd(w[c], number, sums[r][c]);
    }
  }
  const std::int64_t columns = std::min(count * lanes, p.outputs - column);
  for (int r = 0; r < rows; ++r) store(sums[r], columns, p.y + (row + r) * p.y_stride + column);
}

template <int count>
HWY_INLINE void all_rows(const PanelProduct& p, std::int64_t column) {
  std::int64_t row = 0;
  for (; row + row_block <= p.rows; row += row_block) block<row_block, count>(p, row, column);
  switch (p.rows - row) {
    case 4:
      return block<4, count>(p, row, column);
    case 3:
      return block<3, count>(p, row, column);
    case 2:
      return block<2, count>(p, row, column);
    case 1:
      return block<1, count>(p, row, column);
    default:
      return;
  }
}

void multiply(const PanelProduct& p) {
  const std::int64_t padded = (p.outputs + panel_width - 1) / panel_width * panel_width;
  std::int64_t column = 0;
  for (; column < p.outputs && column + together * lanes <= padded; column += together * lanes)
    all_rows<together>(p, column);
  for (; column < p.outputs; column += lanes) all_rows<1>(p, column);
}

}  // namespace
}  // namespace treewright::model::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace treewright::model {

HWY_EXPORT(multiply);

void multiply_panels(const PanelProduct& product) { HWY_DYNAMIC_DISPATCH(multiply)(product); }

}  // namespace treewright::model
#endif
