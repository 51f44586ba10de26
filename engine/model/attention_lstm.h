#pragma once
// The attention encoder-decoder LSTM of seed report 001 with pointer-copy.
//
// Encoder: a bidirectional LSTM over the description's pieces; a name in scope is the mean of its pieces and
// its kind. Together they are the memory, one row a position. Decoder: two LSTM layers; the lower one's
// output attends to the memory (Luong's general score) and the upper one reads the context, as in GNMT, so
// that training runs whole sequences through one matrix product a layer and time step. Output: one softmax
// over vocabulary and memory positions (CopyNet).
//
// A tree decoder (config.writes_trees) is the same network writing actions. Each step also reads the slot
// that it fills and the action that made it, and its upper layer the lower one's output at that action:
// parent feeding (Yin & Neubig 2017, section 4.2) that costs no step of its own in training. Its output
// attends once more, from the upper layer: that one has read the contexts so far, and so can tell what is
// still to be said. Its softmax goes over legal actions alone.
//
// Sizes as in engine/model/network.h; D = 2 × encoder_hidden must equal decoder_hidden.

#include <torch/torch.h>

#include <vector>

#include "engine/model/lstm_steps.h"
#include "engine/model/network.h"

namespace treewright::model {

/// State of the decoder between steps, one row a hypothesis.
struct DecoderState {
  torch::Tensor lower_h, lower_c, upper_h, upper_c;  ///< [K, D]
  [[nodiscard]] DecoderState select(const torch::Tensor& rows) const;
};

struct StepOutput {
  torch::Tensor log_probabilities;  ///< [K, V + M]
  torch::Tensor attention;          ///< [K, M]
  DecoderState state;
};

/// Number of all parameters of an LSTM with these sizes.
[[nodiscard]] std::int64_t lstm_parameter_count(const ModelConfig& config);

class AttentionLstmImpl : public Network {
 public:
  explicit AttentionLstmImpl(const ModelConfig& config);

  [[nodiscard]] Memory encode(const SourceBatch& source) override;
  [[nodiscard]] Logits decode(const Memory& memory, const torch::Tensor& numbers, const torch::Tensor& copies,
                              const torch::Tensor& steps, const TreeBatch* tree) override;
  [[nodiscard]] std::unique_ptr<StepDecoder> decoder(const Memory& memory) const override;

  /// One step for K hypotheses of one source (B = 1); `inputs` [K, E] from inputs_of. The plain form of
  /// LstmSteps for a token decoder, and many times slower.
  [[nodiscard]] StepOutput step(const Memory& memory, const torch::Tensor& inputs,
                                const DecoderState& state) const;
  [[nodiscard]] DecoderState initial_state(const Memory& memory) const;
  /// Embeddings of actions (number < V: vocabulary, else memory position + V): [K, E].
  [[nodiscard]] torch::Tensor inputs_of(const Memory& memory, const std::vector<int64_t>& actions) const;

 protected:
  void pack() override;

 private:
  torch::Tensor encode_pieces(const SourceBatch& source);
  torch::Tensor encode_names(const SourceBatch& source);
  torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& keys, const Memory& memory) const;
  torch::Tensor with_place(const torch::Tensor& inputs, const TreeBatch& tree);
  std::shared_ptr<const LstmWeights> pack_decoder() const;

  torch::nn::Embedding embedding_{nullptr};
  torch::nn::Embedding kinds_{nullptr};
  torch::nn::Embedding slots_{nullptr}, positions_{nullptr};
  torch::nn::LSTM forward_{nullptr}, backward_{nullptr};
  torch::nn::Linear name_{nullptr}, flags_{nullptr}, initial_{nullptr};
  torch::nn::LSTM lower_{nullptr}, upper_{nullptr};
  torch::nn::Linear keys_{nullptr}, upper_keys_{nullptr}, copy_keys_{nullptr}, output_{nullptr},
      copy_query_{nullptr};
  torch::Tensor output_bias_;
  torch::nn::Dropout dropout_{nullptr};
  std::shared_ptr<const LstmWeights> packed_;  ///< once frozen
};
TORCH_MODULE(AttentionLstm);

}  // namespace treewright::model
