#pragma once
// One step of training.

#include "engine/model/loss.h"
#include "engine/train/batches.h"
#include "support/result.h"

namespace treewright::train {

/// `legal` as in model::compute_loss. Loss, gradients clipped to the norm `clip`, update. Fails, with the
/// network unchanged, naming what is not finite: "the loss" or "the gradient".
[[nodiscard]] Result<model::Loss> take_batch_step(model::Network& network, torch::optim::Optimizer& optimizer,
                                                  const Batch& batch, double clip,
                                                  const torch::Tensor& legal = {});

}  // namespace treewright::train
