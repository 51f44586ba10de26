#include "engine/model/loss.h"

#include <algorithm>

#include "engine/model/layers.h"

namespace treewright::model {
namespace {

/// What an illegal action's logit is lowered by: no more than its exponential needs to be nothing, as the
/// exponential of what underflows takes many times longer.
constexpr double illegal = -64;

struct BatchWidths {
  int64_t pieces = 0, names = 0, steps = 0;
};

BatchWidths batch_widths(const std::vector<const text::Example*>& examples) {
  BatchWidths widths;
  for (const text::Example* example : examples) {
    widths.pieces = std::max(widths.pieces, static_cast<int64_t>(example->source.pieces.size()));
    widths.names = std::max(widths.names, static_cast<int64_t>(example->source.names.size()));
    widths.steps = std::max(widths.steps, static_cast<int64_t>(example->steps.size()));
  }
  return widths;
}

/// Where an example's memory position stands in the padded batch (see make_source_batch).
int64_t padded_position(const text::Example& example, int m, const BatchWidths& widths) {
  const auto pieces = static_cast<int64_t>(example.source.pieces.size());
  return m < pieces ? m : widths.pieces + m - pieces;
}

/// Fills the places of the batch's row b.
void fill_places(const text::Example& example, int64_t b, int slots, const BatchWidths& widths,
                 TargetBatch& batch) {
  auto slot = batch.tree.slots.accessor<int64_t, 2>(), position = batch.tree.positions.accessor<int64_t, 2>();
  auto parent = batch.tree.parents.accessor<int64_t, 2>();
  auto parent_number = batch.tree.parent_numbers.accessor<int64_t, 2>(),
       row = batch.rows.accessor<int64_t, 2>();
  auto copied = batch.copied.accessor<bool, 3>();
  for (int64_t t = 0; t < static_cast<int64_t>(example.steps.size()); ++t) {
    const text::TreePlace& place = example.steps[static_cast<std::size_t>(t)].place;
    slot[b][t] = place.slot;
    position[b][t] = std::min(place.position, ModelConfig::most_positions - 1);
    parent[b][t] = place.parent;
    if (place.parent >= 0) parent_number[b][t] = example.steps[static_cast<std::size_t>(place.parent)].number;
    row[b][t] = place.slot + (place.open ? slots : 0);
    for (std::size_t m = 0; m < example.source.surface_kinds.size(); ++m)
      copied[b][t][padded_position(example, static_cast<int>(m), widths)] =
          (example.source.surface_kinds[m] & place.takes) != 0;
  }
}

void make_places(const std::vector<const text::Example*>& examples, int slots, const BatchWidths& widths,
                 TargetBatch& batch) {
  batch.tree.slots = torch::zeros_like(batch.numbers);
  batch.tree.positions = torch::zeros_like(batch.numbers);
  batch.tree.parents = torch::full_like(batch.numbers, -1);
  batch.tree.parent_numbers = torch::full_like(batch.numbers, text::begin);
  batch.rows = torch::zeros_like(batch.numbers);
  batch.copied = torch::zeros_like(batch.copies);
  for (std::size_t b = 0; b < examples.size(); ++b)
    fill_places(*examples[b], static_cast<int64_t>(b), slots, widths, batch);
}

}  // namespace

TargetBatch TargetBatch::to(const torch::Device& device) const {
  const auto moved = [&](const torch::Tensor& tensor) { return tensor.to(device); };
  TargetBatch batch{
      moved(numbers), moved(copies), moved(input_numbers), moved(input_copies), moved(steps), {}, {}, {}};
  if (!tree.slots.defined()) return batch;
  batch.tree = tree.to(device);
  batch.rows = moved(rows);
  batch.copied = moved(copied);
  return batch;
}

TargetBatch make_target_batch(const std::vector<const text::Example*>& examples, int slots) {
  const BatchWidths widths = batch_widths(examples);
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
    const text::Example& example = *examples[static_cast<std::size_t>(b)];
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
  if (slots > 0) make_places(examples, slots, widths, batch);
  return batch;
}

TrainingBatch make_training_batch(const std::vector<const text::Example*>& examples, int slots,
                                  const torch::Device& device) {
  std::vector<const text::EncodedSource*> sources;
  sources.reserve(examples.size());
  for (const text::Example* example : examples) sources.push_back(&example->source);
  return {make_source_batch(sources).to(device), make_target_batch(examples, slots).to(device)};
}

Logits teacher_force(Network& network, const TrainingBatch& batch) {
  const TargetBatch& target = batch.target;
  return network.decode(network.encode(batch.source), target.input_numbers, target.input_copies, target.steps,
                        target.tree.slots.defined() ? &target.tree : nullptr);
}

namespace {

/// Of the steps that count.
struct RightActions {
  torch::Tensor numbers;  ///< [n] int64, or -1
  torch::Tensor copies;   ///< [n, M] bool
};

RightActions right_actions(const TargetBatch& target) {
  return {target.numbers.flatten().index_select(0, target.steps),
          target.copies.flatten(0, 1).index_select(0, target.steps)};
}

/// Leaves only legal actions in the softmax. A right action stays whatever the table says, so that no loss is
/// infinite.
void forbid_illegal(const TargetBatch& target, const torch::Tensor& legal, const RightActions& actions,
                    Logits& logits) {
  const auto rows = target.rows.flatten().index_select(0, target.steps);
  auto penalty = legal.index_select(0, rows);
  penalty.scatter_(1, actions.numbers.clamp_min(0).unsqueeze(1), 0);
  penalty.select(1, text::pad).fill_(nothing);  // a step without a number has written there
  logits.vocabulary = logits.vocabulary + penalty;
  const auto copied = target.copied.flatten(0, 1).index_select(0, target.steps).logical_or(actions.copies);
  logits.copies = logits.copies.masked_fill(copied.logical_not(), nothing);
}

Logits legal_logits(Network& network, const TrainingBatch& batch, const torch::Tensor& legal,
                    const RightActions& actions) {
  Logits logits = teacher_force(network, batch);
  if (legal.defined()) forbid_illegal(batch.target, legal, actions, logits);
  return logits;
}

/// The logarithm of what the exponentials of all logits sum to: [n].
torch::Tensor log_total(const Logits& logits) {
  return torch::logaddexp(logits.vocabulary.logsumexp(1), logits.copies.logsumexp(1));
}

/// Sums of the steps' `values` [n] by example: [B].
torch::Tensor sum_by_example(const TargetBatch& target, const torch::Tensor& values) {
  const auto examples = target.steps.div(target.numbers.size(1), "floor");
  return torch::zeros({target.numbers.size(0)}, values.options()).index_add_(0, examples, values);
}

}  // namespace

Distribution mean_distribution(const std::vector<NetworkPtr>& networks, const TrainingBatch& batch,
                               const torch::Tensor& legal) {
  const torch::NoGradGuard no_gradients;
  const RightActions actions = right_actions(batch.target);
  Distribution mean;
  for (const NetworkPtr& network : networks) {
    const Logits logits = legal_logits(*network, batch, legal, actions);
    const auto total = log_total(logits).unsqueeze(1);
    const auto add_share = [&](const torch::Tensor& scores, torch::Tensor& sum) {
      const auto share = (scores - total).exp() / static_cast<double>(networks.size());
      sum = sum.defined() ? sum + share : share;
    };
    add_share(logits.vocabulary, mean.vocabulary);
    add_share(logits.copies, mean.copies);
  }
  return mean;
}

torch::Tensor legal_penalty(const std::vector<std::uint8_t>& legal_numbers, int slots) {
  const auto legal = torch::tensor(legal_numbers, torch::kUInt8).view({2 * static_cast<int64_t>(slots), -1});
  return torch::zeros(legal.sizes()).masked_fill_(legal == 0, illegal);
}

Loss compute_loss(Network& network, const TrainingBatch& batch, const torch::Tensor& legal,
                  const Distribution* teachers) {
  const TargetBatch& target = batch.target;
  const RightActions actions = right_actions(target);
  const Logits logits = legal_logits(network, batch, legal, actions);
  const auto all = log_total(logits);
  const auto by_number = logits.vocabulary.gather(1, actions.numbers.clamp_min(0).unsqueeze(1))
                             .squeeze(1)
                             .masked_fill(actions.numbers < 0, nothing);
  const auto right_copies = logits.copies.masked_fill(actions.copies.logical_not(), nothing);
  const auto right = torch::logaddexp(by_number, right_copies.logsumexp(1));

  Loss loss;
  loss.sum = (all - right).sum();
  loss.steps = target.steps.size(0);
  if (teachers != nullptr)
    loss.to_teachers = all.sum() - (teachers->vocabulary * logits.vocabulary).sum() -
                       (teachers->copies * logits.copies).sum();
  const torch::NoGradGuard no_gradients;
  loss.by_example = sum_by_example(target, all - right);
  const auto best = torch::maximum(std::get<0>(logits.vocabulary.max(1)), std::get<0>(logits.copies.max(1)));
  const auto best_right = torch::maximum(by_number, std::get<0>(right_copies.max(1)));
  const auto is_right = best_right >= best;
  loss.right = is_right.sum().item<int64_t>();
  const auto wrong = sum_by_example(target, is_right.logical_not().to(torch::kLong));
  loss.rows_right = (wrong == 0).sum().item<int64_t>();
  return loss;
}

Loss compute_loss(Network& network, const std::vector<const text::Example*>& examples,
                  const torch::Tensor& legal) {
  return compute_loss(network, make_training_batch(examples, slots_of(legal), network.device()), legal);
}

}  // namespace treewright::model
