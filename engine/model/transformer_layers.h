#pragma once
// The sublayers of a pre-norm Transformer (Vaswani et al. 2017; Xiong et al. 2020): x + dropout(f(norm(x))).
// Positions are biases of the attention scores alone (Raffel et al. 2020): relative, so that few rows teach
// them. Sizes: B batch, T and M positions, D units, H heads.

#include <torch/torch.h>

#include "engine/model/config.h"

namespace treewright::model {

/// Every position of a batch to every other. `bias` broadcasts to [B, H, T, T].
class SelfAttentionImpl : public torch::nn::Module {
 public:
  explicit SelfAttentionImpl(const ModelConfig& config);
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& bias);

  torch::nn::LayerNorm norm{nullptr};
  torch::nn::Linear in{nullptr};  ///< D → queries, keys, values: one product
  torch::nn::Linear out{nullptr};

 private:
  std::int64_t heads_;
  torch::nn::Dropout dropout_{nullptr};
};
TORCH_MODULE(SelfAttention);

/// Of [B, T, D] to a memory's keys and values [B, M, 2 × D]. `bias` broadcasts to [B, H, T, M]; `weights`
/// becomes what was looked at, of that shape.
class CrossAttentionImpl : public torch::nn::Module {
 public:
  explicit CrossAttentionImpl(const ModelConfig& config);
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& memory,
                                      const torch::Tensor& bias, torch::Tensor& weights);

  torch::nn::LayerNorm norm{nullptr};
  torch::nn::Linear in{nullptr};  ///< D → queries
  torch::nn::Linear out{nullptr};

 private:
  std::int64_t heads_;
  torch::nn::Dropout dropout_{nullptr};
};
TORCH_MODULE(CrossAttention);

class FeedForwardImpl : public torch::nn::Module {
 public:
  explicit FeedForwardImpl(const ModelConfig& config);
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& x);

  torch::nn::LayerNorm norm{nullptr};
  torch::nn::Linear up{nullptr}, down{nullptr};  ///< with max(0, ·) between them

 private:
  torch::nn::Dropout dropout_{nullptr};
};
TORCH_MODULE(FeedForward);

/// Rows of `table` [C, W] by `index` (any shape, int64) → [index's, W]. A product with one-hot rows: the
/// gradient of indexing takes an addition a row, and there is a row for every two positions.
[[nodiscard]] torch::Tensor rows_of(const torch::Tensor& table, const torch::Tensor& index);

}  // namespace treewright::model
