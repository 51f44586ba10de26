#pragma once
// The tree Transformer's decoder one step at a time. A row a hypothesis and step holds the step's keys and
// values of all layers; a hypothesis is a chain of rows, so that nothing is copied where hypotheses fork, and
// attention goes along the chain.

#include <torch/torch.h>

#include <memory>
#include <span>
#include <vector>

#include "engine/model/panels.h"
#include "engine/model/row_attention.h"
#include "engine/model/step_decoder.h"

namespace treewright::model {

struct Memory;

/// The decoder's weights, packed: products with the same input are one. Immutable, shared by all requests.
/// Sizes as in engine/model/tree_transformer.h.
struct TransformerWeights {
  struct Norm {
    torch::Tensor weight, bias;  ///< [D]
  };
  struct Layer {
    Norm self_norm, cross_norm, forward_norm;
    Panels self_in;   ///< D → [queries, keys, values]; queries are scaled
    Panels self_out;  ///< D → D
    Panels cross_in;  ///< D → queries, scaled
    Panels cross_out;
    Panels up, down;
  };
  struct Embeddings {
    torch::Tensor actions, slots, positions;
  };
  int64_t heads = 0;
  Panels input;  ///< [action, action that made the slot, place] → D
  std::vector<Layer> layers;
  Norm norm;
  torch::Tensor relations, distances;  ///< [·, L × H]: biases of the self-attention
  Panels queries;                      ///< D → [output, copy query]
  Panels vocabulary;                   ///< output → logits
  Embeddings embeddings;
  [[nodiscard]] int64_t units() const { return input.outputs(); }
};

/// All hypotheses that live have the same length.
class TransformerSteps : public StepDecoder {
 public:
  /// `memory` of one source (B = 1).
  TransformerSteps(std::shared_ptr<const TransformerWeights> weights, const Memory& memory);

  /// Needs places.
  [[nodiscard]] std::span<float> step(const std::vector<int64_t>& parents,
                                      const std::vector<int64_t>& actions,
                                      const std::vector<StepPlace>& places) override;
  [[nodiscard]] int64_t first_row() const override { return first_row_; }
  [[nodiscard]] int64_t action_count() const override;

 private:
  void make_room(int64_t rows);
  void add_rows(const std::vector<int64_t>& parents, const std::vector<StepPlace>& places);
  void find_chains();
  [[nodiscard]] std::span<const int64_t> chain(int64_t k) const;
  [[nodiscard]] KeyValueRows rows_of_layer(const float* first, std::size_t layer) const;
  void load_biases(std::size_t layer);
  void attend(const KeyValueRows& memory, const torch::Tensor& queries, bool to_steps);
  void attend_to_steps(std::size_t layer);
  void attend_to_memory(std::size_t layer);
  void run_forward(const TransformerWeights::Layer& layer);
  [[nodiscard]] torch::Tensor normal(const TransformerWeights::Norm& norm) const;

  std::shared_ptr<const TransformerWeights> weights_;
  torch::Tensor memory_layers_;  ///< [M, L × 2 × D]
  std::vector<int64_t> memory_rows_;
  Panels copy_keys_;
  torch::Tensor copy_inputs_, initial_;         ///< [M, D], [1, D]
  std::vector<text::TextKinds> surface_kinds_;  ///< by memory position
  // A row a hypothesis and step, however many hypotheses descend from it.
  std::vector<float> rows_;             ///< L × 2 × D each, as memory_layers_
  std::vector<int64_t> before_;         ///< row of the hypothesis' step before, or -1
  std::vector<int64_t> steps_;          ///< number of the row's step in its hypothesis
  std::vector<int64_t> tree_parents_;   ///< number of the step whose action made the slot, or -1
  int64_t first_row_ = 0, length_ = 0;  ///< length: steps of each hypothesis
  // Of the step under way, one row a hypothesis.
  std::vector<int64_t> chains_, pairs_;  ///< [K, length]: rows; relations to their steps
  torch::Tensor input_, x_, self_, cross_, context_, change_, hidden_, scores_, queries_, logits_, result_;
};

}  // namespace treewright::model
