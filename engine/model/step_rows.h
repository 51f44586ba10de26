#pragma once
// Rows of a step's tensors, one a hypothesis: what the step decoders share.

#include <torch/torch.h>

#include <vector>

#include "engine/model/step_decoder.h"

namespace treewright::model {

/// Of a matrix whose rows are contiguous.
[[nodiscard]] inline float* row(const torch::Tensor& tensor, int64_t k) {
  return tensor.data_ptr<float>() + k * tensor.stride(0);
}

/// Makes `logits` [K, V + M] of actions that `places` do not allow very small; `surface_kinds` has an entry a
/// memory position. Without places nothing is forbidden.
void forbid_illegal(const std::vector<StepPlace>& places, const std::vector<text::TextKinds>& surface_kinds,
                    const torch::Tensor& logits);

}  // namespace treewright::model
