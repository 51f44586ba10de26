#include "engine/model/lstm_steps.h"

#include <algorithm>
#include <cmath>

#include "engine/model/network.h"
#include "engine/model/step_rows.h"

namespace treewright::model {
namespace {

/// Row k of `to`, from column `column` on, becomes row from_rows[k] of `from`.
void copy_rows(const torch::Tensor& from, const std::vector<int64_t>& from_rows, const torch::Tensor& to,
               int64_t column) {
  for (std::size_t k = 0; k < from_rows.size(); ++k)
    std::copy_n(row(from, from_rows[k]), from.size(1), row(to, static_cast<int64_t>(k)) + column);
}

/// All rows of `from` into `to`, from column `column` on.
void copy_all(const torch::Tensor& from, const torch::Tensor& to, int64_t column) {
  for (int64_t k = 0; k < from.size(0); ++k) std::copy_n(row(from, k), from.size(1), row(to, k) + column);
}

}  // namespace

LstmSteps::LstmSteps(std::shared_ptr<const LstmWeights> weights, const Memory& memory)
    : weights_(std::move(weights)),
      keys_(memory.keys[0].t() / std::sqrt(static_cast<double>(weights_->units())), memory.mask[0]),
      upper_keys_(memory.upper_keys.defined()
                      ? Panels(memory.upper_keys[0].t() / std::sqrt(static_cast<double>(weights_->units())),
                               memory.mask[0])
                      : Panels()),
      values_(memory.values[0]),
      copy_keys_(memory.copy_keys[0].t(), memory.copy_mask[0]),
      copy_inputs_(memory.copy_inputs[0].contiguous()),
      lower_h_(memory.initial.clone()),
      lower_c_(torch::zeros_like(lower_h_)),
      upper_h_(lower_h_.clone()),
      upper_c_(torch::zeros_like(lower_h_)),
      surface_kinds_(memory.surface_kinds) {}

int64_t LstmSteps::action_count() const { return weights_->vocabulary.outputs() + copy_keys_.outputs(); }

void LstmSteps::make_room(int64_t rows) {
  if (gates_.defined() && gates_.size(0) == rows) return;
  const auto room = [rows](int64_t columns) { return torch::empty({rows, columns}); };
  lower_in_ = room(weights_->lower.inputs());
  upper_in_ = room(weights_->upper.inputs());
  joined_ = room(weights_->queries.inputs());
  gates_ = room(weights_->lower.outputs());
  next_c_ = room(weights_->units());
  scores_ = room(keys_.outputs());
  attention_ = room(keys_.outputs());
  queries_ = room(weights_->queries.outputs());
  logits_ = room(action_count());
  result_ = room(action_count());
}

void LstmSteps::load_inputs(const std::vector<int64_t>& parents, const std::vector<int64_t>& actions) {
  load_actions(weights_->embedding, copy_inputs_, actions, lower_in_);
  copy_rows(lower_h_, parents, lower_in_, lower_in_.size(1) - weights_->units());
  copy_rows(upper_h_, parents, upper_in_, upper_in_.size(1) - weights_->units());
}

/// An LSTM layer: c and h become those of the step.
void LstmSteps::run_cell(const Panels& layer, const torch::Tensor& input, torch::Tensor& c,
                         const std::vector<int64_t>& parents, torch::Tensor& h) {
  const int64_t units = weights_->units(), rows = input.size(0);
  layer.multiply(row(input, 0), input.size(1), rows, row(gates_, 0), gates_.size(1));
  gates_.narrow(1, 0, 3 * units).sigmoid_();
  gates_.narrow(1, 3 * units, units).tanh_();
  for (int64_t k = 0; k < rows; ++k) {
    const float* gates = row(gates_, k);
    const float* before = row(c, parents[static_cast<std::size_t>(k)]);
    float* after = row(next_c_, k);
    for (int64_t d = 0; d < units; ++d)
      after[d] = gates[units + d] * before[d] + gates[d] * gates[3 * units + d];
  }
  if (h.size(0) != rows) h = torch::empty({rows, units});
  torch::tanh_out(h, next_c_);
  h.mul_(gates_.narrow(1, 2 * units, units));
  std::swap(c, next_c_);
  if (next_c_.size(0) != rows) next_c_ = torch::empty({rows, units});
}

/// `query` and the context that it finds, side by side at the start of the rows of `to`.
void LstmSteps::attend(const torch::Tensor& query, const Panels& keys, const torch::Tensor& to) {
  const int64_t units = weights_->units(), rows = query.size(0);
  keys.multiply(row(query, 0), units, rows, row(scores_, 0), scores_.size(1));
  torch::softmax_out(attention_, scores_, 1);
  copy_all(query, to, 0);
  values_.multiply(row(attention_, 0), attention_.size(1), rows, row(to, 0) + units, to.size(1));
}

void LstmSteps::run_token_layers(const std::vector<int64_t>& parents) {
  run_cell(weights_->lower, lower_in_, lower_c_, parents, lower_h_);
  attend(lower_h_, keys_, upper_in_);
  run_cell(weights_->upper, upper_in_, upper_c_, parents, upper_h_);
  copy_all(upper_h_, joined_, 0);
  copy_all(upper_in_.narrow(1, weights_->units(), weights_->units()), joined_, weights_->units());
}

void LstmSteps::run_tree_layers(const std::vector<int64_t>& parents, const std::vector<StepPlace>& places) {
  // Between the action and the lower layer's own last output.
  load_places(weights_->embedding, weights_->slots, weights_->positions, places, lower_in_);
  run_cell(weights_->lower, lower_in_, lower_c_, parents, lower_h_);
  keep_outputs();
  attend(lower_h_, keys_, upper_in_);
  feed_parents(places);
  run_cell(weights_->upper, upper_in_, upper_c_, parents, upper_h_);
  attend(upper_h_, upper_keys_, joined_);
}

std::span<float> LstmSteps::step(const std::vector<int64_t>& parents, const std::vector<int64_t>& actions,
                                 const std::vector<StepPlace>& places) {
  make_room(static_cast<int64_t>(actions.size()));
  load_inputs(parents, actions);
  if (places.empty()) {
    run_token_layers(parents);
  } else {
    run_tree_layers(parents, places);
  }
  score_actions(joined_, weights_->queries, weights_->vocabulary, copy_keys_, queries_, logits_);
  forbid_illegal(places, surface_kinds_, logits_);
  torch::log_softmax_out(result_, logits_, 1);
  return {row(result_, 0), static_cast<std::size_t>(result_.numel())};
}

void LstmSteps::keep_outputs() {
  first_row_ = row_count_;
  row_count_ += lower_h_.size(0);
  outputs_.insert(outputs_.end(), row(lower_h_, 0), row(lower_h_, 0) + lower_h_.numel());
}

void LstmSteps::feed_parents(const std::vector<StepPlace>& places) {
  const int64_t units = weights_->units();
  for (std::size_t k = 0; k < places.size(); ++k) {
    float* input = row(upper_in_, static_cast<int64_t>(k)) + 2 * units;
    if (places[k].parent_row < 0) {
      std::fill_n(input, units, 0.0F);
    } else {
      std::copy_n(&outputs_[static_cast<std::size_t>(places[k].parent_row * units)], units, input);
    }
  }
}

}  // namespace treewright::model
