#include "engine/train/batch_step.h"

#include <cmath>

namespace treewright::train {

Loss take_batch_step(model::AttentionLstm& network, torch::optim::Optimizer& optimizer, const Batch& batch,
                     double clip) {
  optimizer.zero_grad();
  Loss loss = compute_loss(network, batch);
  if (!std::isfinite(loss.sum.item<double>())) return loss;
  (loss.sum / loss.steps).backward();
  torch::nn::utils::clip_grad_norm_(network->parameters(), clip);
  optimizer.step();
  return loss;
}

}  // namespace treewright::train
