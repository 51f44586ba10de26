#pragma once
// The training objective: the negative log of the summed probability of all right actions, a step.

#include <torch/torch.h>

#include <vector>

#include "engine/model/network.h"

namespace treewright::model {

/// Targets of a batch, padded. T includes the final `end`.
struct TargetBatch {
  torch::Tensor numbers;  ///< [B, T] int64: right vocabulary number, or -1
  torch::Tensor copies;   ///< [B, T, M] bool: right memory positions
  torch::Tensor
      input_numbers;  ///< [B, T] int64: previous step's number (begin first; pad where it was a copy)
  torch::Tensor input_copies;  ///< [B, T] int64: previous step's memory position, or -1
  torch::Tensor steps;         ///< [n] int64: flat indices of real steps in B × T
  // Of a tree decoder alone:
  TreeBatch tree;
  torch::Tensor rows;    ///< [B, T] int64: of the table of legal numbers
  torch::Tensor copied;  ///< [B, T, M] bool: memory positions that may be copied
  [[nodiscard]] TargetBatch to(const torch::Device& device) const;
};

[[nodiscard]] TargetBatch make_target_batch(const std::vector<const text::Example*>& examples, int slots = 0);

/// Examples as a network reads and is asked to write them.
struct TrainingBatch {
  SourceBatch source;
  TargetBatch target;
};
/// `slots` of a tree decoder's transition system; 0: for a token decoder.
[[nodiscard]] TrainingBatch make_training_batch(const std::vector<const text::Example*>& examples, int slots,
                                                const torch::Device& device = torch::kCPU);

/// Slots of the transition system that a table of legal numbers is for; 0 without one.
[[nodiscard]] inline int slots_of(const torch::Tensor& legal) {
  return legal.defined() ? static_cast<int>(legal.size(0) / 2) : 0;
}

/// What a network says at each step of right answers. The batch lies on the network's device.
[[nodiscard]] Logits teacher_force(Network& network, const TrainingBatch& batch);

/// Probabilities of all actions at n steps.
struct Distribution {
  torch::Tensor vocabulary;  ///< [n, V]
  torch::Tensor copies;      ///< [n, M]
};
/// The mean of what `networks` say under teacher forcing, in evaluation mode and without gradients. `legal`
/// as of compute_loss. All networks have the same vocabulary.
[[nodiscard]] Distribution mean_distribution(const std::vector<NetworkPtr>& networks,
                                             const TrainingBatch& batch, const torch::Tensor& legal);

/// `legal_numbers`: grammar::TreeCodec's, [2 × slots × V]; as a penalty: 0 or a large negative number
/// [2 × slots, V].
[[nodiscard]] torch::Tensor legal_penalty(const std::vector<std::uint8_t>& legal_numbers, int slots);

struct Loss {
  torch::Tensor sum;          ///< scalar: nats over all steps
  torch::Tensor by_example;   ///< [B]: nats of each, without gradients
  torch::Tensor to_teachers;  ///< scalar: cross-entropy to the teachers' distribution; undefined without
  std::int64_t steps = 0;
  std::int64_t rows_right = 0;  ///< examples all of whose steps are
  std::int64_t right = 0;       ///< steps whose most probable action is a right one (teacher forcing)
};

/// `legal` (of a tree decoder): of legal_penalty, on the batch's device. `teachers`: of mean_distribution,
/// for the same batch.
[[nodiscard]] Loss compute_loss(Network& network, const TrainingBatch& batch, const torch::Tensor& legal = {},
                                const Distribution* teachers = nullptr);
/// Of a batch made for the network's device.
[[nodiscard]] Loss compute_loss(Network& network, const std::vector<const text::Example*>& examples,
                                const torch::Tensor& legal = {});

}  // namespace treewright::model
