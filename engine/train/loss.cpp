#include "engine/train/loss.h"

#include <algorithm>

namespace treewright::train {
namespace {

struct Widths {
  int64_t pieces = 0, names = 0, steps = 0;
};

Widths widths_of(const std::vector<const Example*>& examples) {
  Widths widths;
  for (const Example* example : examples) {
    widths.pieces = std::max(widths.pieces, static_cast<int64_t>(example->source.pieces.size()));
    widths.names = std::max(widths.names, static_cast<int64_t>(example->source.names.size()));
    widths.steps = std::max(widths.steps, static_cast<int64_t>(example->steps.size()));
  }
  return widths;
}

/// Where an example's memory position stands in the padded batch (see make_source_batch).
int64_t padded_position(const Example& example, int m, const Widths& widths) {
  const auto pieces = static_cast<int64_t>(example.source.pieces.size());
  return m < pieces ? m : widths.pieces + m - pieces;
}

}  // namespace

TargetBatch make_target_batch(const std::vector<const Example*>& examples) {
  const Widths widths = widths_of(examples);
  const auto b_count = static_cast<int64_t>(examples.size());
  TargetBatch batch;
  batch.numbers = torch::full({b_count, widths.steps}, -1, torch::kLong);
  batch.copies = torch::zeros({b_count, widths.steps, widths.pieces + widths.names}, torch::kBool);
  batch.input_numbers = torch::zeros({b_count, widths.steps}, torch::kLong);
  batch.input_copies = torch::full({b_count, widths.steps}, -1, torch::kLong);
  auto numbers = batch.numbers.accessor<int64_t, 2>();
  auto copies = batch.copies.accessor<bool, 3>();
  auto input_numbers = batch.input_numbers.accessor<int64_t, 2>();
  auto input_copies = batch.input_copies.accessor<int64_t, 2>();
  std::vector<int64_t> real;
  for (int64_t b = 0; b < b_count; ++b) {
    const Example& example = *examples[static_cast<std::size_t>(b)];
    input_numbers[b][0] = text::begin;
    for (int64_t t = 0; t < static_cast<int64_t>(example.steps.size()); ++t) {
      const text::TargetStep& step = example.steps[static_cast<std::size_t>(t)];
      real.push_back(b * widths.steps + t);
      numbers[b][t] = step.number;
      for (const int m : step.copies) copies[b][t][padded_position(example, m, widths)] = true;
      if (t + 1 == static_cast<int64_t>(example.steps.size())) break;
      if (step.copies.empty()) {
        input_numbers[b][t + 1] = step.number;
      } else {
        input_copies[b][t + 1] = padded_position(example, step.copies.front(), widths);
      }
    }
  }
  batch.steps = torch::tensor(real, torch::kLong);
  return batch;
}

Loss compute_loss(model::AttentionLstm& network, const std::vector<const Example*>& examples) {
  std::vector<const text::EncodedSource*> sources;
  sources.reserve(examples.size());
  for (const Example* example : examples) sources.push_back(&example->source);
  const TargetBatch target = make_target_batch(examples);
  const model::Memory memory = network->encode(model::make_source_batch(sources));
  const model::Logits logits =
      network->decode(memory, target.input_numbers, target.input_copies, target.steps);

  constexpr double nothing = -1e9;
  const auto numbers = target.numbers.flatten().index_select(0, target.steps);
  const auto copies = target.copies.flatten(0, 1).index_select(0, target.steps);
  const auto all = torch::logaddexp(logits.vocabulary.logsumexp(1), logits.copies.logsumexp(1));
  const auto by_number = logits.vocabulary.gather(1, numbers.clamp_min(0).unsqueeze(1))
                             .squeeze(1)
                             .masked_fill(numbers < 0, nothing);
  const auto by_copy = logits.copies.masked_fill(copies.logical_not(), nothing).logsumexp(1);
  const auto right = torch::logaddexp(by_number, by_copy);

  Loss loss;
  loss.sum = (all - right).sum();
  loss.steps = target.steps.size(0);
  const torch::NoGradGuard no_gradients;
  const auto best = torch::maximum(std::get<0>(logits.vocabulary.max(1)), std::get<0>(logits.copies.max(1)));
  const auto best_right =
      torch::maximum(by_number, std::get<0>(logits.copies.masked_fill(copies.logical_not(), nothing).max(1)));
  loss.right = (best_right >= best).sum().item<int64_t>();
  return loss;
}

}  // namespace treewright::train
