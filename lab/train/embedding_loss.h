#pragma once
// The loss of a static embedding.

#include <torch/torch.h>

#include <vector>

#include "lab/data/embedding_data.h"

namespace treewright::lab {

/// Unit vectors [bags, dimension]: the sums of the bags' `rows` [terms, dimension]. An empty bag's is zero.
[[nodiscard]] torch::Tensor embed_bags(const torch::Tensor& rows, const std::vector<Bag>& bags);

/// InfoNCE (van den Oord et al. 2018) in both directions over a batch: passage i is right for query i, and
/// wrong for the other queries but those of `same` [batch, batch] (bool), which are left out. In nats.
[[nodiscard]] torch::Tensor contrastive_loss(const torch::Tensor& queries, const torch::Tensor& passages,
                                             const torch::Tensor& same, double temperature);

}  // namespace treewright::lab
