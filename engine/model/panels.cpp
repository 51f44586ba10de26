#include "engine/model/panels.h"

#include "engine/model/panel_product.h"

namespace treewright::model {

Panels::Panels(const torch::Tensor& weights, const torch::Tensor& bias)
    : inputs_(weights.size(0)), outputs_(weights.size(1)) {
  const int64_t panels = (outputs_ + panel_width - 1) / panel_width;
  const auto padding = panels * panel_width - outputs_;
  panels_ = torch::constant_pad_nd(weights, {0, padding})
                .view({inputs_, panels, panel_width})
                .transpose(0, 1)
                .contiguous();
  bias_ = bias.defined() ? torch::constant_pad_nd(bias, {0, padding}) : torch::zeros({panels * panel_width});
}

void Panels::multiply(const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride) const {
  multiply_panels({x, x_stride, panels_.const_data_ptr<float>(), bias_.const_data_ptr<float>(), y, y_stride,
                   rows, inputs_, outputs_});
}

}  // namespace treewright::model
