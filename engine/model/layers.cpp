#include "engine/model/layers.h"

namespace treewright::model {

torch::Tensor as_penalty(const torch::Tensor& allowed) {
  return torch::zeros(allowed.sizes(), allowed.options().dtype(torch::kFloat))
      .masked_fill_(allowed.logical_not(), nothing);
}

torch::nn::Linear linear(std::int64_t inputs, std::int64_t outputs, bool bias) {
  return torch::nn::Linear(torch::nn::LinearOptions(inputs, outputs).bias(bias));
}

torch::Tensor mean_embeddings(const torch::Tensor& embedding, const torch::Tensor& numbers,
                              const torch::Tensor& offsets) {
  constexpr std::int64_t mean = 1;
  return std::get<0>(
      torch::embedding_bag(embedding, numbers, offsets, /*scale_grad_by_freq=*/false, /*mode=*/mean));
}

}  // namespace treewright::model
