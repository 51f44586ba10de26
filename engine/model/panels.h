#pragma once
// Matrix products with few rows, as decoding makes them.

#include <torch/torch.h>

#include <vector>

namespace treewright::model {

/// The right side of y = x · W + b. LibTorch's sgemm is made for many rows and spends most of its time on
/// packing W anew; here W is packed once, in panels of columns (panel_product.h) that a product reads once
/// and in order. Immutable: products may run on any number of threads.
class Panels {
 public:
  Panels() = default;
  /// `weights` [inputs, outputs] in any layout; `bias` [outputs], or undefined for none.
  explicit Panels(const torch::Tensor& weights, const torch::Tensor& bias = {});

  /// Strides are numbers of floats from row to row. `y` must not overlap `x`.
  void multiply(const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride) const;

  [[nodiscard]] int64_t inputs() const { return inputs_; }
  [[nodiscard]] int64_t outputs() const { return outputs_; }

 private:
  int64_t inputs_ = 0, outputs_ = 0;
  torch::Tensor panels_;  ///< [panels, inputs, panel_width], zero beyond the outputs
  torch::Tensor bias_;    ///< [panels, panel_width]
};

}  // namespace treewright::model
