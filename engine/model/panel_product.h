#pragma once
// The product of a few rows with packed weights: most of what a decoding step computes.

#include <cstdint>

namespace treewright::model {

/// Columns of a panel.
inline constexpr std::int64_t panel_width = 16;

/// y = x · W + b. Strides are numbers of floats from row to row.
struct PanelProduct {
  const float* x;
  std::int64_t x_stride;
  const float* panels;  ///< W as [panels, inputs, panel_width], zero beyond the outputs
  const float* bias;    ///< [panels, panel_width]
  float* y;             ///< [rows, outputs]; must not overlap x
  std::int64_t y_stride;
  std::int64_t rows, inputs, outputs;
};

/// On the instruction set of support/simd.h. Sums are of each row alone: they do not depend on what rows are
/// computed with it. Thread-safe.
void multiply_panels(const PanelProduct& product);

}  // namespace treewright::model
