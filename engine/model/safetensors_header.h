#pragma once
// The header of a file in the safetensors format (https://huggingface.co/docs/safetensors, "Format"): an
// 8-byte little-endian length and a JSON object, before the tensors' bytes. Reading trusts nothing: sizes,
// offsets, types and shapes are checked. Knows no tensors, so that it can be fuzzed without LibTorch.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace treewright::model {

struct StoredTensor {
  std::string name;
  bool half = false;  ///< 16-bit floats, else 32-bit
  std::vector<std::int64_t> shape;
  std::string_view bytes;  ///< of the file's; as many as the shape asks for
};

/// The file's tensors, in the order of their bytes. Fails on anything but F32 and F16 tensors that tile the
/// data exactly.
[[nodiscard]] Result<std::vector<StoredTensor>> parse_stored_tensors(std::string_view file);

/// What stands before the tensors' bytes.
[[nodiscard]] std::string safetensors_start(const std::string& json_header);

}  // namespace treewright::model
