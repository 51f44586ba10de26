#include "engine/model/panels.h"

#include <algorithm>
#include <cstring>

namespace treewright::model {
namespace {

constexpr int64_t width = 16;     // columns of a panel
constexpr int64_t row_block = 5;  // rows computed together: the beam

using Vector = float __attribute__((vector_size(width * sizeof(float))));

struct Product {
  const float* x;
  int64_t x_stride;
  const float* panels;
  const float* bias;
  float* y;
  int64_t y_stride;
  int64_t rows, inputs, outputs;
};

/// Up to `row_block` rows from `row` on by `count` panels from `panel` on. The sums stay in registers; rows
/// beyond the last repeat it.
template <int count>
[[gnu::always_inline]] inline void block(const Product& p, int64_t row, int64_t panel) {
  const float* x[row_block];
  for (int64_t r = 0; r < row_block; ++r) x[r] = p.x + std::min(row + r, p.rows - 1) * p.x_stride;
  Vector sums[row_block][count];
  for (auto& sum : sums) std::memcpy(sum, p.bias + panel * width, sizeof sum);
  const float* weights = p.panels + panel * p.inputs * width;
  for (int64_t i = 0; i < p.inputs; ++i) {
    Vector w[count];
    for (int64_t c = 0; c < count; ++c)
      std::memcpy(&w[c], weights + (c * p.inputs + i) * width, sizeof(Vector));
    for (int64_t r = 0; r < row_block; ++r) {
      for (int64_t c = 0; c < count; ++c) sums[r][c] += w[c] * x[r][i];
    }
  }
  for (int64_t r = 0; r < row_block; ++r) {
    if (row + r >= p.rows) break;
    const auto columns = std::min(count * width, p.outputs - panel * width);
    std::memcpy(p.y + (row + r) * p.y_stride + panel * width, sums[r],
                static_cast<std::size_t>(columns) * sizeof(float));
  }
}

template <int count>
[[gnu::always_inline]] inline void all_rows(const Product& p, int64_t panel) {
  for (int64_t row = 0; row < p.rows; row += row_block) block<count>(p, row, panel);
}

/// `count` panels at a time: as many sums as the machine has registers for.
template <int count>
[[gnu::always_inline]] inline void all(const Product& p) {
  const int64_t panels = (p.outputs + width - 1) / width;
  int64_t panel = 0;
  for (; panel + count <= panels; panel += count) all_rows<count>(p, panel);
  for (; panel < panels; ++panel) all_rows<1>(p, panel);
}

using Kernel = void (*)(const Product&);

void portable(const Product& p) { all<1>(p); }

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void with_avx2(const Product& p) { all<1>(p); }
[[gnu::target("avx512f,avx512vl,avx512dq,avx512bw,fma")]] void with_avx512(const Product& p) { all<2>(p); }

Kernel choose() {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) {
    return with_avx512;
  }
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? with_avx2 : portable;
}
#else
Kernel choose() { return portable; }
#endif

}  // namespace

Panels::Panels(const torch::Tensor& weights, const torch::Tensor& bias)
    : inputs_(weights.size(0)), outputs_(weights.size(1)) {
  const int64_t panels = (outputs_ + width - 1) / width;
  const auto padding = panels * width - outputs_;
  panels_ = torch::constant_pad_nd(weights, {0, padding})
                .view({inputs_, panels, width})
                .transpose(0, 1)
                .contiguous();
  bias_ = bias.defined() ? torch::constant_pad_nd(bias, {0, padding}) : torch::zeros({panels * width});
}

void Panels::multiply(const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride) const {
  static const Kernel kernel = choose();
  kernel({x, x_stride, panels_.const_data_ptr<float>(), bias_.const_data_ptr<float>(), y, y_stride, rows,
          inputs_, outputs_});
}

}  // namespace treewright::model
