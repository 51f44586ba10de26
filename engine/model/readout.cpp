#include "engine/model/readout.h"

#include <algorithm>

#include "engine/model/layers.h"
#include "engine/model/loss.h"

namespace treewright::model {
namespace {

/// Of the one example of a batch: [T, M].
torch::Tensor mean_attention(const std::vector<torch::Tensor>& attention) {
  std::vector<torch::Tensor> means;
  means.reserve(attention.size());
  for (const torch::Tensor& weights : attention) means.push_back(weights[0].mean(0));
  return torch::stack(means).mean(0).contiguous();
}

std::optional<int> copied_position(const text::TargetStep& step, const torch::Tensor& written,
                                   const torch::Tensor& copies) {
  if (step.copies.empty()) return std::nullopt;
  const auto positions = torch::tensor(std::vector<std::int64_t>(step.copies.begin(), step.copies.end()));
  const torch::Tensor scores = copies.index_select(0, positions);
  const double copying = scores.logsumexp(0).item<double>();
  const double writing = step.number < 0 ? nothing : written[step.number].item<double>();
  if (copying <= writing) return std::nullopt;
  return step.copies[static_cast<std::size_t>(scores.argmax().item<std::int64_t>())];
}

}  // namespace

std::vector<StepReadout> read_attention(Network& network, const text::Example& example) {
  const torch::InferenceMode inference;
  const Logits logits = teacher_force(network, make_training_batch({&example}, network.config().slots));
  const torch::Tensor attention = mean_attention(logits.attention);
  std::vector<StepReadout> steps;
  for (std::size_t t = 0; t < example.steps.size(); ++t) {
    const auto at = static_cast<std::int64_t>(t);
    const float* weights = attention[at].data_ptr<float>();
    steps.push_back({{weights, weights + attention.size(1)},
                     copied_position(example.steps[t], logits.vocabulary[at], logits.copies[at])});
  }
  return steps;
}

}  // namespace treewright::model
