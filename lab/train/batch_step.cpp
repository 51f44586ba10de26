#include "lab/train/batch_step.h"

#include <cmath>

namespace treewright::lab {
namespace {

model::Loss loss_of(model::Network& network, const Batch& batch, const Objective& objective) {
  if (objective.teachers.empty()) return model::compute_loss(network, batch, objective.legal);
  const auto prepared = model::make_training_batch(batch, model::slots_of(objective.legal), network.device());
  const model::Distribution teachers =
      model::mean_distribution(objective.teachers, prepared, objective.legal);
  return model::compute_loss(network, prepared, objective.legal, &teachers);
}

}  // namespace

Result<model::Loss> take_batch_step(model::Network& network, torch::optim::Optimizer& optimizer,
                                    const Batch& batch, double clip, const Objective& objective) {
  optimizer.zero_grad();
  model::Loss loss = loss_of(network, batch, objective);
  if (!std::isfinite(loss.sum.item<double>())) return failure("the loss");
  const torch::Tensor total =
      loss.to_teachers.defined() ? torch::lerp(loss.sum, loss.to_teachers, objective.distillation) : loss.sum;
  (total / loss.steps).backward();
  if (!std::isfinite(torch::nn::utils::clip_grad_norm_(network.parameters(), clip)))
    return failure("the gradient");
  optimizer.step();
  return loss;
}

}  // namespace treewright::lab
