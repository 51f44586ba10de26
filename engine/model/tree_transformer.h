#pragma once
// The tree Transformer: an encoder-decoder of pre-norm layers (engine/model/transformer_layers.h) that writes
// actions of a transition system, after TreeGen (Sun et al. 2020).
//
// Encoder: self-attention over the description's pieces and the names in scope (each the mean of its pieces
// and its kind), with a learned bias a head for the clipped distance between pieces. Decoder: a step reads
// the action before, the action that made its slot, the slot and its position. Its self-attention has learned
// biases for the distance to an earlier step and for that step's place in the tree (tree_relations.h), so
// that a head can look at the parent or along the siblings. Output as the LSTM's: one softmax over vocabulary
// and memory positions.
//
// Sizes as in engine/model/network.h; D = E = config.embedding, H heads, L layers.

#include <torch/torch.h>

#include <vector>

#include "engine/model/network.h"
#include "engine/model/transformer_layers.h"
#include "engine/model/transformer_steps.h"

namespace treewright::model {

/// Number of all parameters of a tree Transformer with these sizes.
[[nodiscard]] std::int64_t transformer_parameter_count(const ModelConfig& config);

class TreeTransformerImpl : public Network {
 public:
  /// Distances between pieces, and from a step back, beyond which all are alike.
  static constexpr std::int64_t farthest_piece = 16, farthest_step = 32;

  explicit TreeTransformerImpl(const ModelConfig& config);

  [[nodiscard]] Memory encode(const SourceBatch& source) override;
  [[nodiscard]] Logits decode(const Memory& memory, const torch::Tensor& numbers, const torch::Tensor& copies,
                              const torch::Tensor& steps, const TreeBatch* tree) override;
  [[nodiscard]] std::unique_ptr<StepDecoder> decoder(const Memory& memory) const override;

 protected:
  void pack() override;

 private:
  struct EncoderLayer {
    SelfAttention attention{nullptr};
    FeedForward forward{nullptr};
  };
  struct DecoderLayer {
    SelfAttention attention{nullptr};
    CrossAttention cross{nullptr};
    FeedForward forward{nullptr};
  };
  void make_layers();
  torch::Tensor embed_sources(const SourceBatch& source);
  torch::Tensor embed_steps(const Memory& memory, const torch::Tensor& numbers, const torch::Tensor& copies,
                            const TreeBatch& tree);
  torch::Tensor source_biases(const SourceBatch& source) const;
  torch::Tensor step_biases(const torch::Tensor& parents) const;
  TransformerWeights::Layer pack_layer(const DecoderLayer& layer) const;
  std::shared_ptr<const TransformerWeights> pack_decoder() const;

  torch::nn::Embedding embedding_{nullptr}, kinds_{nullptr}, slots_{nullptr}, positions_{nullptr};
  torch::nn::Linear flags_{nullptr}, input_{nullptr};
  std::vector<EncoderLayer> encoder_;
  std::vector<DecoderLayer> decoder_;
  torch::nn::LayerNorm encoder_norm_{nullptr}, decoder_norm_{nullptr};
  torch::nn::Linear memory_layers_{nullptr}, copy_keys_{nullptr}, output_{nullptr}, copy_query_{nullptr};
  torch::Tensor output_bias_;
  torch::Tensor piece_distances_;        ///< [distances and three, encoder layers × H]
  torch::Tensor relations_, distances_;  ///< [·, decoder layers × H]
  torch::nn::Dropout dropout_{nullptr};
  std::shared_ptr<const TransformerWeights> packed_;  ///< once frozen
};
TORCH_MODULE(TreeTransformer);

}  // namespace treewright::model
