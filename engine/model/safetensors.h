#pragma once
// LibTorch's tensors in the safetensors format (safetensors_header.h).

#include <torch/torch.h>

#include <map>
#include <string>
#include <string_view>

#include "support/result.h"

namespace treewright::model {

using Tensors = std::map<std::string, torch::Tensor>;

/// Tensors are written contiguous, as 16-bit floats where `half`, else as they are (float32).
[[nodiscard]] std::string to_safetensors(const Tensors& tensors, bool half);

/// All tensors, as float32. Fails on anything but F32 and F16 tensors that tile the data exactly.
[[nodiscard]] Result<Tensors> parse_safetensors(std::string_view bytes);

}  // namespace treewright::model
