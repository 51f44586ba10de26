#include "engine/model/transformer_steps.h"

#include <algorithm>
#include <numeric>

#include "engine/model/network.h"
#include "engine/model/step_rows.h"
#include "engine/model/tree_relations.h"

namespace treewright::model {

TransformerSteps::TransformerSteps(std::shared_ptr<const TransformerWeights> weights, const Memory& memory)
    : weights_(std::move(weights)),
      memory_layers_(memory.layers[0].contiguous()),
      memory_rows_(static_cast<std::size_t>(memory_layers_.size(0))),
      copy_keys_(memory.copy_keys[0].t(), memory.copy_mask[0]),
      copy_inputs_(memory.copy_inputs[0].contiguous()),
      initial_(memory.initial),
      surface_kinds_(memory.surface_kinds) {
  std::iota(memory_rows_.begin(), memory_rows_.end(), 0);
}

int64_t TransformerSteps::action_count() const {
  return weights_->vocabulary.outputs() + copy_keys_.outputs();
}

void TransformerSteps::make_room(int64_t rows) {
  if (x_.defined() && x_.size(0) == rows) return;
  const auto room = [rows](int64_t columns) { return torch::empty({rows, columns}); };
  input_ = room(weights_->input.inputs());
  x_ = room(weights_->units());
  self_ = room(3 * weights_->units());
  cross_ = room(weights_->units());
  context_ = room(weights_->units());
  change_ = room(weights_->units());
  hidden_ = room(weights_->layers.front().up.outputs());
  queries_ = room(weights_->queries.outputs());
  logits_ = room(action_count());
  result_ = room(action_count());
}

/// Empty rows for the hypotheses of this step.
void TransformerSteps::add_rows(const std::vector<int64_t>& parents, const std::vector<StepPlace>& places) {
  const int64_t last_first = first_row_;
  first_row_ = static_cast<int64_t>(before_.size());
  for (std::size_t k = 0; k < parents.size(); ++k) {
    before_.push_back(length_ == 0 ? -1 : last_first + parents[k]);
    const int64_t parent_row = places[k].parent_row;
    tree_parents_.push_back(parent_row < 0 ? -1 : steps_[static_cast<std::size_t>(parent_row)]);
    steps_.push_back(length_);
  }
  ++length_;
  rows_.resize(before_.size() * static_cast<std::size_t>(memory_layers_.size(1)));
}

/// Each hypothesis' rows in their order, and how they stand to its new one in the tree.
void TransformerSteps::find_chains() {
  const auto count = before_.size() - static_cast<std::size_t>(first_row_);
  const auto length = static_cast<std::size_t>(length_);
  chains_.resize(count * length);
  pairs_.resize(count * length);
  std::vector<int64_t> parents(length);
  for (std::size_t k = 0; k < count; ++k) {
    auto at = first_row_ + static_cast<int64_t>(k);
    for (std::size_t s = length; s-- > 0; at = before_[static_cast<std::size_t>(at)]) {
      chains_[k * length + s] = at;
      parents[s] = tree_parents_[static_cast<std::size_t>(at)];
    }
    relate_last(parents, &pairs_[k * length]);
  }
}

std::span<const int64_t> TransformerSteps::chain(int64_t k) const {
  return std::span(chains_).subspan(static_cast<std::size_t>(k * length_), static_cast<std::size_t>(length_));
}

KeyValueRows TransformerSteps::rows_of_layer(const float* first, std::size_t layer) const {
  const int64_t units = weights_->units();
  return {first + static_cast<int64_t>(layer) * 2 * units, memory_layers_.size(1), weights_->heads,
          units / weights_->heads};
}

/// `scores_` [K × H, length] begin as the biases.
void TransformerSteps::load_biases(std::size_t layer) {
  const int64_t heads = weights_->heads, first = static_cast<int64_t>(layer) * heads,
                farthest = weights_->distances.size(0) - 1;
  scores_ = torch::empty({x_.size(0) * heads, length_});
  for (int64_t k = 0; k < x_.size(0); ++k) {
    float* scores = row(scores_, k * heads);
    for (int64_t s = 0; s < length_; ++s) {
      const float* relation =
          row(weights_->relations, pairs_[static_cast<std::size_t>(k * length_ + s)]) + first;
      const float* distance = row(weights_->distances, std::min(length_ - 1 - s, farthest)) + first;
      for (int64_t h = 0; h < heads; ++h) scores[h * length_ + s] = relation[h] + distance[h];
    }
  }
}

/// `scores_` has the biases; `context_` becomes the hypotheses' mixed values.
void TransformerSteps::attend(const KeyValueRows& memory, const torch::Tensor& queries, bool to_steps) {
  const auto rows_of = [&](int64_t k) {
    return to_steps ? chain(k) : std::span<const int64_t>(memory_rows_);
  };
  for (int64_t k = 0; k < x_.size(0); ++k)
    add_scores(memory, row(queries, k), rows_of(k), row(scores_, k * memory.heads));
  const auto weights = torch::softmax(scores_, 1);
  for (int64_t k = 0; k < x_.size(0); ++k)
    mix_values(memory, row(weights, k * memory.heads), rows_of(k), row(context_, k));
}

torch::Tensor TransformerSteps::normal(const TransformerWeights::Norm& norm) const {
  return torch::layer_norm(x_, {x_.size(1)}, norm.weight, norm.bias);
}

void TransformerSteps::attend_to_steps(std::size_t layer) {
  const auto& weights = weights_->layers[layer];
  const int64_t units = weights_->units(), stride = memory_layers_.size(1);
  multiply(normal(weights.self_norm), weights.self_in, self_);
  for (int64_t k = 0; k < x_.size(0); ++k)
    std::copy_n(row(self_, k) + units, 2 * units,
                rows_.data() + (first_row_ + k) * stride + static_cast<int64_t>(layer) * 2 * units);
  load_biases(layer);
  attend(rows_of_layer(rows_.data(), layer), self_, true);
  multiply(context_, weights.self_out, change_);
  x_.add_(change_);
}

void TransformerSteps::attend_to_memory(std::size_t layer) {
  const auto& weights = weights_->layers[layer];
  multiply(normal(weights.cross_norm), weights.cross_in, cross_);
  scores_ = torch::zeros({x_.size(0) * weights_->heads, memory_layers_.size(0)});
  attend(rows_of_layer(memory_layers_.const_data_ptr<float>(), layer), cross_, false);
  multiply(context_, weights.cross_out, change_);
  x_.add_(change_);
}

void TransformerSteps::run_forward(const TransformerWeights::Layer& layer) {
  multiply(normal(layer.forward_norm), layer.up, hidden_);
  hidden_.relu_();
  multiply(hidden_, layer.down, change_);
  x_.add_(change_);
}

std::span<float> TransformerSteps::step(const std::vector<int64_t>& parents,
                                        const std::vector<int64_t>& actions,
                                        const std::vector<StepPlace>& places) {
  TORCH_CHECK(places.size() == actions.size(), "a tree decoder needs the places of its steps");
  make_room(static_cast<int64_t>(actions.size()));
  add_rows(parents, places);
  find_chains();
  const auto& embeddings = weights_->embeddings;
  load_actions(embeddings.actions, copy_inputs_, actions, input_);
  load_places(embeddings.actions, embeddings.slots, embeddings.positions, places, input_);
  multiply(input_, weights_->input, x_);
  x_.add_(initial_);
  for (std::size_t layer = 0; layer < weights_->layers.size(); ++layer) {
    attend_to_steps(layer);
    attend_to_memory(layer);
    run_forward(weights_->layers[layer]);
  }
  score_actions(normal(weights_->norm), weights_->queries, weights_->vocabulary, copy_keys_, queries_,
                logits_);
  forbid_illegal(places, surface_kinds_, logits_);
  torch::log_softmax_out(result_, logits_, 1);
  return {row(result_, 0), static_cast<std::size_t>(result_.numel())};
}

}  // namespace treewright::model
