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
// Sizes: B batch, S source pieces, N names, M = S + N memory, T target steps, V vocabulary, E embedding,
// D memory and decoder units (= 2 × encoder_hidden must equal decoder_hidden).

#include <torch/torch.h>

#include <vector>

#include "engine/model/config.h"
#include "engine/model/step_decoder.h"
#include "engine/text/encoding.h"

namespace treewright::model {

/// Sources of a batch, padded.
struct SourceBatch {
  torch::Tensor pieces;         ///< [B, S] int64
  torch::Tensor piece_lengths;  ///< [B] int64
  torch::Tensor name_pieces;    ///< [P] int64: pieces of all names, one after another
  torch::Tensor name_offsets;   ///< [B × N] int64: where each slot's pieces start (padding slots are empty)
  torch::Tensor name_kinds;     ///< [B, N] int64
  torch::Tensor memory_mask;    ///< [B, M] bool: true where a position exists
  torch::Tensor copy_mask;      ///< [B, M] bool: true where a position can be copied
  torch::Tensor copy_pieces;  ///< [Q] int64 and offsets [B × M]: surfaces as pieces, for the decoder's input
  torch::Tensor copy_offsets;
  torch::Tensor flags;                         ///< [B, flag_count] float
  std::vector<text::TextKinds> surface_kinds;  ///< of a batch of one
};

[[nodiscard]] SourceBatch make_source_batch(const std::vector<const text::EncodedSource*>& sources);

/// What the decoder needs of a source; computed once a request.
struct Memory {
  torch::Tensor values;       ///< [B, M, D]
  torch::Tensor keys;         ///< [B, M, D] for the lower layer's attention
  torch::Tensor upper_keys;   ///< [B, M, D] for the upper layer's, of a tree decoder
  torch::Tensor copy_keys;    ///< [B, M, E]
  torch::Tensor mask;         ///< [B, M] float: 0, or a large negative number where nothing is
  torch::Tensor copy_mask;    ///< [B, M] float likewise
  torch::Tensor copy_inputs;  ///< [B, M, E]: embeddings of the surfaces
  torch::Tensor initial;      ///< [B, D]
  std::vector<text::TextKinds> surface_kinds;  ///< by memory position, of a batch of one
};

/// Where the steps of a batch stand in their trees.
struct TreeBatch {
  torch::Tensor slots;           ///< [B, T] int64
  torch::Tensor positions;       ///< [B, T] int64, below most_positions
  torch::Tensor parents;         ///< [B, T] int64: step whose action made the slot, or -1
  torch::Tensor parent_numbers;  ///< [B, T] int64: that action, or text::begin
};

/// Unnormalised scores of the actions at `n` steps; one softmax goes over both.
struct Logits {
  torch::Tensor vocabulary;  ///< [n, V]
  torch::Tensor copies;      ///< [n, M]
};

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

/// Number of all parameters of a network with these sizes, in 64 bits without making one.
[[nodiscard]] std::int64_t parameter_count(const ModelConfig& config);

/// Not thread-safe while training; in evaluation mode encode and step may run on many threads.
class AttentionLstmImpl : public torch::nn::Module {
 public:
  explicit AttentionLstmImpl(const ModelConfig& config);

  [[nodiscard]] Memory encode(const SourceBatch& source);
  /// Teacher forcing. `numbers` [B, T]: the previous step's vocabulary number (or pad), `copies` [B, T]: its
  /// memory position (or -1). `steps` [n]: flat indices in B × T of the steps that count, so that padding
  /// costs no output layer.
  [[nodiscard]] Logits decode(const Memory& memory, const torch::Tensor& numbers, const torch::Tensor& copies,
                              const torch::Tensor& steps, const TreeBatch* tree = nullptr);
  /// Evaluation mode for good: gradients are off and the decoder's weights are packed, once for all requests.
  void freeze();
  /// For the hypotheses of one source (B = 1). Packs the weights anew where the network is not frozen.
  [[nodiscard]] StepDecoder decoder(const Memory& memory) const;

  /// One step for K hypotheses of one source (B = 1); `inputs` [K, E] from inputs_of. The plain form of
  /// StepDecoder, and many times slower.
  [[nodiscard]] StepOutput step(const Memory& memory, const torch::Tensor& inputs,
                                const DecoderState& state) const;
  [[nodiscard]] DecoderState initial_state(const Memory& memory) const;
  /// Embeddings of actions (number < V: vocabulary, else memory position + V): [K, E].
  [[nodiscard]] torch::Tensor inputs_of(const Memory& memory, const std::vector<int64_t>& actions) const;

  /// Floating-point operations of the matrix products in one decoding step with `rows` hypotheses.
  [[nodiscard]] double step_flops(int64_t rows, int64_t memory) const;
  [[nodiscard]] const ModelConfig& config() const { return config_; }

 private:
  torch::Tensor encode_pieces(const SourceBatch& source);
  torch::Tensor encode_names(const SourceBatch& source);
  torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& keys, const Memory& memory) const;
  torch::Tensor with_place(const torch::Tensor& inputs, const TreeBatch& tree);
  std::shared_ptr<const DecoderWeights> pack_decoder() const;

  ModelConfig config_;
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
  std::shared_ptr<const DecoderWeights> packed_;  ///< once frozen
};
TORCH_MODULE(AttentionLstm);

}  // namespace treewright::model
