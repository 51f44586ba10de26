#include "lab/train/embedding_loss.h"

namespace treewright::lab {

namespace nn = torch::nn::functional;

torch::Tensor embed_bags(const torch::Tensor& rows, const std::vector<Bag>& bags) {
  std::vector<std::int64_t> terms, offsets;
  for (const Bag& bag : bags) {
    offsets.push_back(static_cast<std::int64_t>(terms.size()));
    terms.insert(terms.end(), bag.begin(), bag.end());
  }
  const auto options = nn::EmbeddingBagFuncOptions().offsets(torch::tensor(offsets)).mode(torch::kSum);
  return nn::normalize(nn::embedding_bag(torch::tensor(terms, torch::kLong), rows, options),
                       nn::NormalizeFuncOptions().dim(1));
}

torch::Tensor contrastive_loss(const torch::Tensor& queries, const torch::Tensor& passages,
                               const torch::Tensor& same, double temperature) {
  constexpr double never = -1e4;  // no cosine gets near, over any temperature
  const auto others = same.logical_and(torch::eye(same.size(0), torch::kBool).logical_not());
  const auto logits = (queries.mm(passages.t()) / temperature).masked_fill(others, never);
  const auto right = torch::arange(queries.size(0));
  return (nn::cross_entropy(logits, right) + nn::cross_entropy(logits.t(), right)) / 2;
}

}  // namespace treewright::lab
