#pragma once
// What networks read, of several requests at once. Sizes: B batch, S source pieces, N names, M = S + N
// memory, T target steps.

#include <torch/torch.h>

#include <vector>

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
  [[nodiscard]] SourceBatch to(const torch::Device& device) const;
};

[[nodiscard]] SourceBatch make_source_batch(const std::vector<const text::EncodedSource*>& sources);

/// Where the steps of a batch stand in their trees.
struct TreeBatch {
  torch::Tensor slots;           ///< [B, T] int64
  torch::Tensor positions;       ///< [B, T] int64, below most_positions
  torch::Tensor parents;         ///< [B, T] int64: step whose action made the slot, or -1
  torch::Tensor parent_numbers;  ///< [B, T] int64: that action, or text::begin
  [[nodiscard]] TreeBatch to(const torch::Device& device) const;
};

}  // namespace treewright::model
