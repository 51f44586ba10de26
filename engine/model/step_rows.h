#pragma once
// Rows of a step's tensors, one a hypothesis: what the step decoders share.

#include <torch/torch.h>

#include <vector>

#include "engine/model/panels.h"
#include "engine/model/step_decoder.h"

namespace treewright::model {

/// Of a matrix whose rows are contiguous.
[[nodiscard]] inline float* row(const torch::Tensor& tensor, int64_t k) {
  return tensor.data_ptr<float>() + k * tensor.stride(0);
}

/// All rows of `left` by `right`, to `result`.
inline void multiply(const torch::Tensor& left, const Panels& right, const torch::Tensor& result) {
  right.multiply(row(left, 0), left.stride(0), left.size(0), row(result, 0), result.stride(0));
}

/// Row k of `to` begins with the embedding of actions[k]: a row of `embedding` [V, E], or of `copy_inputs`
/// [M, E] where it is V + a memory position. In units of about one.
void load_actions(const torch::Tensor& embedding, const torch::Tensor& copy_inputs,
                  const std::vector<int64_t>& actions, const torch::Tensor& to);

/// After the action, in row k: the action that made the slot of places[k], then the sum of the slot's and the
/// position's rows of `slots` and `positions`.
void load_places(const torch::Tensor& embedding, const torch::Tensor& slots, const torch::Tensor& positions,
                 const std::vector<StepPlace>& places, const torch::Tensor& to);

/// The last layer's outputs to `logits` [K, V + M]: `queries` makes of each [output, copy query], which go to
/// `vocabulary` and `copy_keys`. `query_rows` is room for them.
void score_actions(const torch::Tensor& outputs, const Panels& queries, const Panels& vocabulary,
                   const Panels& copy_keys, const torch::Tensor& query_rows, const torch::Tensor& logits);

/// Makes `logits` [K, V + M] of actions that `places` do not allow very small; `surface_kinds` has an entry a
/// memory position. Without places nothing is forbidden.
void forbid_illegal(const std::vector<StepPlace>& places, const std::vector<text::TextKinds>& surface_kinds,
                    const torch::Tensor& logits);

}  // namespace treewright::model
