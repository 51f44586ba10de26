// A model folder's files: safetensors' header and config.json. Whatever is accepted holds what it says, and
// whatever is refused is refused in one line.
#include <cstdint>
#include <cstdlib>

#include "engine/model/config.h"
#include "engine/model/safetensors_header.h"

namespace {

using namespace treewright;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_error(const Error& error) {
  require(!error.message.empty() && error.message.find('\n') == std::string::npos);
}

void read_tensors(std::string_view file) {
  const auto tensors = model::parse_stored_tensors(file);
  if (!tensors) return check_error(tensors.error());
  std::size_t data = 0;
  for (const model::StoredTensor& tensor : *tensors) {
    std::uint64_t bytes = tensor.half ? 2 : 4;
    for (const std::int64_t size : tensor.shape) bytes *= static_cast<std::uint64_t>(size);
    require(tensor.bytes.size() == bytes);
    if (bytes > 0) require(tensor.bytes.data() >= file.data());
    data += tensor.bytes.size();
  }
  require(data <= file.size());
}

void read_config(std::string_view text) {
  const auto manifest = model::parse_manifest(text);
  if (!manifest) return check_error(manifest.error());
  const std::string written = to_json(*manifest);
  const auto again = model::parse_manifest(written);
  require(again && to_json(*again) == written);
  (void)contradiction(manifest->config);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with('{')) {
    read_config(bytes);
  } else {
    read_tensors(bytes);
  }
  return 0;
}
