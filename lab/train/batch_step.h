#pragma once
// One step of training.

#include "engine/model/loss.h"
#include "lab/data/batches.h"
#include "support/result.h"

namespace treewright::lab {

/// What the loss of a step asks for beside the right answers.
struct Objective {
  torch::Tensor legal = {};  ///< as in model::compute_loss
  std::vector<model::NetworkPtr> teachers = {};
  double distillation = 0;  ///< share of the teachers, where there are any
};

/// Loss, gradients clipped to the norm `clip`, update. Fails, with the network unchanged, naming what is not
/// finite: "the loss" or "the gradient".
[[nodiscard]] Result<model::Loss> take_batch_step(model::Network& network, torch::optim::Optimizer& optimizer,
                                                  const Batch& batch, double clip,
                                                  const Objective& objective = {});

}  // namespace treewright::lab
