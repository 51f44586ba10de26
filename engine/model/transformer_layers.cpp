#include "engine/model/transformer_layers.h"

#include "engine/model/layers.h"

namespace treewright::model {
namespace {

torch::nn::LayerNorm layer_norm(const ModelConfig& config) {
  return torch::nn::LayerNorm(torch::nn::LayerNormOptions({config.embedding}));
}

/// [B, T, D] → [B, H, T, D / H], of the same memory.
torch::Tensor split_heads(const torch::Tensor& x, std::int64_t heads) {
  return x.unflatten(2, std::vector<std::int64_t>{heads, -1}).transpose(1, 2);
}

/// Scaled dot-product attention of queries [B, T, D] to keys and values [B, M, D]. `read`, where it is
/// given, becomes the weights [B, H, T, M].
torch::Tensor attend(const torch::Tensor& queries, const torch::Tensor& keys, const torch::Tensor& values,
                     const torch::Tensor& bias, std::int64_t heads, torch::Tensor* read = nullptr) {
  const std::int64_t size = queries.size(2) / heads;
  const double scale = 1 / std::sqrt(static_cast<double>(size));
  const auto scores =
      torch::matmul(split_heads(queries * scale, heads), split_heads(keys, heads).transpose(2, 3));
  const auto weights = torch::softmax(scores + bias, -1);
  if (read != nullptr) *read = weights;
  return torch::matmul(weights, split_heads(values, heads)).transpose(1, 2).flatten(2);
}

}  // namespace

SelfAttentionImpl::SelfAttentionImpl(const ModelConfig& config) : heads_(config.heads) {
  const std::int64_t d = config.embedding;
  norm = register_module("norm", layer_norm(config));
  in = register_module("in", linear(d, 3 * d, false));
  out = register_module("out", linear(d, d));
  dropout_ = register_module("dropout", torch::nn::Dropout(config.dropout));
}

torch::Tensor SelfAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& bias) {
  const auto parts = in(norm(x)).chunk(3, 2);
  return x + dropout_(out(attend(parts[0], parts[1], parts[2], bias, heads_)));
}

CrossAttentionImpl::CrossAttentionImpl(const ModelConfig& config) : heads_(config.heads) {
  const std::int64_t d = config.embedding;
  norm = register_module("norm", layer_norm(config));
  in = register_module("in", linear(d, d, false));
  out = register_module("out", linear(d, d));
  dropout_ = register_module("dropout", torch::nn::Dropout(config.dropout));
}

torch::Tensor CrossAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& memory,
                                          const torch::Tensor& bias, torch::Tensor& weights) {
  const auto parts = memory.chunk(2, 2);
  return x + dropout_(out(attend(in(norm(x)), parts[0], parts[1], bias, heads_, &weights)));
}

FeedForwardImpl::FeedForwardImpl(const ModelConfig& config) {
  norm = register_module("norm", layer_norm(config));
  up = register_module("up", linear(config.embedding, config.feed_forward));
  down = register_module("down", linear(config.feed_forward, config.embedding));
  dropout_ = register_module("dropout", torch::nn::Dropout(config.dropout));
}

torch::Tensor FeedForwardImpl::forward(const torch::Tensor& x) {
  return x + dropout_(down(torch::relu(up(norm(x)))));
}

torch::Tensor rows_of(const torch::Tensor& table, const torch::Tensor& index) {
  const auto flat = index.reshape({-1, 1});
  const auto one_hot =
      torch::zeros({flat.size(0), table.size(0)}, table.options().requires_grad(false)).scatter_(1, flat, 1);
  auto sizes = index.sizes().vec();
  sizes.push_back(table.size(1));
  return torch::mm(one_hot, table).view(sizes);
}

}  // namespace treewright::model
