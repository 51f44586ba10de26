#pragma once
// What training and decoding know of a network: a description and the names in scope become a memory, and
// the decoder scores actions: numbers of the vocabulary, and copies of memory positions (CopyNet).
//
// Sizes: B batch, S source pieces, N names, M = S + N memory, T target steps, V vocabulary, E embedding,
// D units of the memory and the decoder.

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "engine/model/batch.h"
#include "engine/model/config.h"
#include "engine/model/step_decoder.h"
#include "engine/text/encoding.h"

namespace treewright::model {

/// What the decoder needs of a source; computed once a request.
struct Memory {
  torch::Tensor values;       ///< [B, M, D]
  torch::Tensor copy_keys;    ///< [B, M, E]
  torch::Tensor mask;         ///< [B, M] float: 0, or a large negative number where nothing is
  torch::Tensor copy_mask;    ///< [B, M] float likewise
  torch::Tensor copy_inputs;  ///< [B, M, E]: embeddings of the surfaces
  torch::Tensor initial;      ///< [B, D]: what the decoder starts from
  std::vector<text::TextKinds> surface_kinds;  ///< by memory position, of a batch of one
  // Of an LSTM:
  torch::Tensor keys;        ///< [B, M, D] for the lower layer's attention
  torch::Tensor upper_keys;  ///< [B, M, D] for the upper layer's, of a tree decoder
  // Of a Transformer:
  torch::Tensor layers;  ///< [B, M, decoder layers × 2 × D]: each layer's keys, then its values
};

/// Unnormalised scores of the actions at `n` steps; one softmax goes over both.
struct Logits {
  torch::Tensor vocabulary;  ///< [n, V]
  torch::Tensor copies;      ///< [n, M]
  /// Of every attention to the memory, the lowest first: [B, heads, T, M], of padded steps too.
  std::vector<torch::Tensor> attention = {};
};

/// Not thread-safe while training; in evaluation mode encode and the decoders may run on many threads.
class Network : public torch::nn::Module {
 public:
  explicit Network(ModelConfig config) : config_(std::move(config)) {}

  /// Changes nothing in evaluation mode, though LibTorch's modules do not say so.
  [[nodiscard]] virtual Memory encode(const SourceBatch& source) = 0;
  /// Teacher forcing. `numbers` [B, T]: the previous step's vocabulary number (or pad), `copies` [B, T]: its
  /// memory position (or -1). `steps` [n]: flat indices in B × T of the steps that count, so that padding
  /// costs no output layer. `tree` of a tree decoder; of a token decoder null.
  [[nodiscard]] virtual Logits decode(const Memory& memory, const torch::Tensor& numbers,
                                      const torch::Tensor& copies, const torch::Tensor& steps,
                                      const TreeBatch* tree) = 0;
  /// For the hypotheses of one source (B = 1). Packs the weights anew where the network is not frozen.
  [[nodiscard]] virtual std::unique_ptr<StepDecoder> decoder(const Memory& memory) const = 0;

  /// Evaluation mode for good: gradients are off and the decoder's weights are packed, once for all requests.
  void freeze() {
    eval();
    for (auto& parameter : parameters()) parameter.set_requires_grad(false);
    pack();
  }
  [[nodiscard]] const ModelConfig& config() const { return config_; }
  /// Where its weights lie, and what it is given must.
  [[nodiscard]] torch::Device device() const { return parameters().front().device(); }

 protected:
  virtual void pack() = 0;
  ModelConfig config_;
};
using NetworkPtr = std::shared_ptr<Network>;

/// Of the config's architecture, with random weights. The config's sizes must not contradict each other (see
/// contradiction in engine/model/config.h).
[[nodiscard]] NetworkPtr make_network(const ModelConfig& config);

/// Number of all parameters of a network with these sizes, in 64 bits without making one.
[[nodiscard]] std::int64_t parameter_count(const ModelConfig& config);

}  // namespace treewright::model
