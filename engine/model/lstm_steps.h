#pragma once
// The LSTM decoder one step at a time: AttentionLstm::step in buffers made once a request.

#include <memory>
#include <span>
#include <vector>

#include "engine/model/panels.h"
#include "engine/model/step_decoder.h"

namespace treewright::model {

struct Memory;

/// The decoder's weights, packed: products with the same input are one. Immutable, shared by all requests.
struct LstmWeights {
  Panels lower;                    ///< [embedding, hidden] → gates: input, forget, output, candidate
  Panels upper;                    ///< [lower output, context, hidden] → gates
  Panels queries;                  ///< [upper output, context] → [output, copy query]
  Panels vocabulary;               ///< output → logits
  torch::Tensor embedding;         ///< [V, E]
  torch::Tensor slots, positions;  ///< of a tree decoder: [slots, ·], [most_positions, ·]
  [[nodiscard]] int64_t units() const { return lower.outputs() / 4; }
};

/// Every row of the last step keeps its state; a row's lower output is kept for good, for parent feeding.
class LstmSteps : public StepDecoder {
 public:
  /// `memory` of one source (B = 1).
  LstmSteps(std::shared_ptr<const LstmWeights> weights, const Memory& memory);

  [[nodiscard]] std::span<float> step(const std::vector<int64_t>& parents,
                                      const std::vector<int64_t>& actions,
                                      const std::vector<StepPlace>& places) override;
  [[nodiscard]] int64_t first_row() const override { return first_row_; }
  [[nodiscard]] int64_t action_count() const override;

 private:
  void make_room(int64_t rows);
  void load_inputs(const std::vector<int64_t>& parents, const std::vector<int64_t>& actions);
  void run_cell(const Panels& layer, const torch::Tensor& input, torch::Tensor& c,
                const std::vector<int64_t>& parents, torch::Tensor& h);
  void attend(const torch::Tensor& query, const Panels& keys, const torch::Tensor& to);
  void keep_outputs();
  void feed_parents(const std::vector<StepPlace>& places);
  void run_token_layers(const std::vector<int64_t>& parents);
  void run_tree_layers(const std::vector<int64_t>& parents, const std::vector<StepPlace>& places);

  std::shared_ptr<const LstmWeights> weights_;
  Panels keys_, upper_keys_, values_, copy_keys_;
  torch::Tensor copy_inputs_;                            ///< [M, E]
  torch::Tensor lower_h_, lower_c_, upper_h_, upper_c_;  ///< [K, D], after the last step
  std::vector<text::TextKinds> surface_kinds_;           ///< by memory position
  /// The lower layer's outputs of all rows so far, for parent feeding: a row a hypothesis and step, however
  /// many hypotheses descend from it.
  std::vector<float> outputs_;
  int64_t first_row_ = 0, row_count_ = 0;
  // Of the step under way, one row a hypothesis.
  torch::Tensor lower_in_, upper_in_, joined_, gates_, next_c_, scores_, attention_, queries_, logits_,
      result_;
};

}  // namespace treewright::model
