#pragma once
// The decoder one step at a time, for beam search: AttentionLstm::step in buffers made once a request.

#include <memory>
#include <span>
#include <vector>

#include "engine/model/panels.h"

namespace treewright::model {

struct Memory;

/// The decoder's weights, packed: products with the same input are one. Immutable, shared by all requests.
struct DecoderWeights {
  Panels lower;             ///< [embedding, hidden] → gates: input, forget, output, candidate
  Panels upper;             ///< [lower output, context, hidden] → gates
  Panels queries;           ///< [upper output, context] → [output, copy query]
  Panels vocabulary;        ///< output → logits
  torch::Tensor embedding;  ///< [V, E]
  [[nodiscard]] int64_t units() const { return lower.outputs() / 4; }
};

/// The hypotheses of one request. One thread at a time, in inference mode.
class StepDecoder {
 public:
  /// `memory` of one source (B = 1).
  StepDecoder(std::shared_ptr<const DecoderWeights> weights, const Memory& memory);

  /// Row k of the step's hypotheses continues row parents[k] of the last step's with actions[k] (a
  /// vocabulary number, or V + a memory position). The first step has one row: parent 0.
  /// Log-probabilities [K, V + M], the caller's to change until the next step.
  [[nodiscard]] std::span<float> step(const std::vector<int64_t>& parents,
                                      const std::vector<int64_t>& actions);
  [[nodiscard]] int64_t action_count() const;

 private:
  void make_room(int64_t rows);
  void load_inputs(const std::vector<int64_t>& parents, const std::vector<int64_t>& actions);
  void run_cell(const Panels& layer, const torch::Tensor& input, torch::Tensor& c,
                const std::vector<int64_t>& parents, torch::Tensor& h);
  void attend();

  std::shared_ptr<const DecoderWeights> weights_;
  Panels keys_, values_, copy_keys_;
  torch::Tensor copy_inputs_;                            ///< [M, E]
  torch::Tensor lower_h_, lower_c_, upper_h_, upper_c_;  ///< [K, D], after the last step
  // Of the step under way, one row a hypothesis.
  torch::Tensor lower_in_, upper_in_, joined_, gates_, next_c_, scores_, attention_, queries_, logits_,
      result_;
};

}  // namespace treewright::model
