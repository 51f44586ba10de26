#pragma once
// The decoder one step at a time, for beam search: AttentionLstm::step in buffers made once a request.

#include <memory>
#include <span>
#include <vector>

#include "engine/model/panels.h"
#include "engine/text/encoding.h"

namespace treewright::model {

struct Memory;

/// The decoder's weights, packed: products with the same input are one. Immutable, shared by all requests.
struct DecoderWeights {
  Panels lower;                    ///< [embedding, hidden] → gates: input, forget, output, candidate
  Panels upper;                    ///< [lower output, context, hidden] → gates
  Panels queries;                  ///< [upper output, context] → [output, copy query]
  Panels vocabulary;               ///< output → logits
  torch::Tensor embedding;         ///< [V, E]
  torch::Tensor slots, positions;  ///< of a tree decoder: [slots, ·], [most_positions, ·]
  [[nodiscard]] int64_t units() const { return lower.outputs() / 4; }
};

/// Where a step of a tree decoder stands.
struct StepPlace {
  int slot = 0;
  int position = 0;
  std::int64_t parent_number = text::begin;  ///< the action that made the slot
  std::int64_t parent_row = -1;  ///< StepDecoder::first_row() + row of the step that took it; -1: the root's
  const std::uint8_t* legal = nullptr;  ///< [V], see grammar::TreeCodec::legal_numbers
  text::TextKinds takes = 0;            ///< what may be copied
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
  /// The same for a tree decoder: of legal actions alone; the others are very small.
  [[nodiscard]] std::span<float> step(const std::vector<int64_t>& parents,
                                      const std::vector<int64_t>& actions,
                                      const std::vector<StepPlace>& places);
  /// Number of the last step's row 0 among all rows of the request.
  [[nodiscard]] int64_t first_row() const { return first_row_; }
  [[nodiscard]] int64_t action_count() const;

 private:
  void make_room(int64_t rows);
  void load_inputs(const std::vector<int64_t>& parents, const std::vector<int64_t>& actions);
  void run_cell(const Panels& layer, const torch::Tensor& input, torch::Tensor& c,
                const std::vector<int64_t>& parents, torch::Tensor& h);
  void attend(const torch::Tensor& query, const Panels& keys, const torch::Tensor& to);
  void load_places(const std::vector<StepPlace>& places);
  void keep_outputs();
  void feed_parents(const std::vector<StepPlace>& places);
  void score();
  void forbid_illegal(const std::vector<StepPlace>& places);

  std::shared_ptr<const DecoderWeights> weights_;
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
