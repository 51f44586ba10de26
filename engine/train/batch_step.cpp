#include "engine/train/batch_step.h"

#include <cmath>

namespace treewright::train {

Result<model::Loss> take_batch_step(model::Network& network, torch::optim::Optimizer& optimizer,
                                    const Batch& batch, double clip, const torch::Tensor& legal) {
  optimizer.zero_grad();
  model::Loss loss = model::compute_loss(network, batch, legal);
  if (!std::isfinite(loss.sum.item<double>())) return failure("the loss");
  (loss.sum / loss.steps).backward();
  if (!std::isfinite(torch::nn::utils::clip_grad_norm_(network.parameters(), clip)))
    return failure("the gradient");
  optimizer.step();
  return loss;
}

}  // namespace treewright::train
