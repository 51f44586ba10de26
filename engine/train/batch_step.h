#pragma once
// One step of training.

#include "engine/train/batches.h"
#include "engine/train/loss.h"

namespace treewright::train {

/// Loss, gradients clipped to the norm `clip`, update. A loss that is not finite changes nothing.
[[nodiscard]] Loss take_batch_step(model::AttentionLstm& network, torch::optim::Optimizer& optimizer,
                                   const Batch& batch, double clip);

}  // namespace treewright::train
