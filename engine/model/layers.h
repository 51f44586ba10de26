#pragma once
// Small parts that the networks share.

#include <torch/torch.h>

namespace treewright::model {

/// Added to a logit that must not win; finite, so that no row becomes NaN.
inline constexpr double nothing = -1e9;

/// 0 where `allowed` (bool), `nothing` elsewhere.
[[nodiscard]] torch::Tensor as_penalty(const torch::Tensor& allowed);

[[nodiscard]] torch::nn::Linear linear(std::int64_t inputs, std::int64_t outputs, bool bias = true);

/// Means of the rows of `embedding` [V, E] by lists of numbers one after another, `offsets` [n] where each
/// starts: [n, E]. That of an empty list is zero.
[[nodiscard]] torch::Tensor mean_embeddings(const torch::Tensor& embedding, const torch::Tensor& numbers,
                                            const torch::Tensor& offsets);

}  // namespace treewright::model
