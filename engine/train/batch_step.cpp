#include "engine/train/batch_step.h"

#include <cmath>

namespace treewright::train {
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
  const double share = loss.to_teachers.defined() ? objective.distillation : 0;
  const torch::Tensor total = share == 0 ? loss.sum : loss.sum * (1 - share) + loss.to_teachers * share;
  (total / loss.steps).backward();
  if (!std::isfinite(torch::nn::utils::clip_grad_norm_(network.parameters(), clip)))
    return failure("the gradient");
  optimizer.step();
  return loss;
}

}  // namespace treewright::train
