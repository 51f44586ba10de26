#include "engine/model/safetensors.h"

#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/model/safetensors_header.h"

namespace treewright::model {
namespace {

torch::Tensor read_tensor(const StoredTensor& stored) {
  auto tensor = torch::empty(stored.shape, stored.half ? torch::kHalf : torch::kFloat);
  if (!stored.bytes.empty()) std::memcpy(tensor.data_ptr(), stored.bytes.data(), stored.bytes.size());
  return tensor.to(torch::kFloat);
}

}  // namespace

std::string to_safetensors(const Tensors& tensors, bool half) {
  auto header = nlohmann::json::object();
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    const auto stored = tensor.detach().to(torch::kCPU, half ? torch::kHalf : torch::kFloat).contiguous();
    const std::size_t begin = data.size();
    data.append(static_cast<const char*>(stored.data_ptr()), stored.nbytes());
    header[name] = {{"dtype", half ? "F16" : "F32"},
                    {"shape", stored.sizes().vec()},
                    {"data_offsets", {begin, data.size()}}};
  }
  return safetensors_start(header.dump()) + data;
}

Result<Tensors> parse_safetensors(std::string_view bytes) {
  const auto stored = parse_stored_tensors(bytes);
  if (!stored) return tl::unexpected(stored.error());
  Tensors tensors;
  for (const StoredTensor& tensor : *stored) tensors.emplace(tensor.name, read_tensor(tensor));
  return tensors;
}

}  // namespace treewright::model
