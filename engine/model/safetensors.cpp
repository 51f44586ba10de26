#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

namespace treewright::model {
namespace {

using nlohmann::json;
static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t max_header = 16u << 20;

struct Entry {
  std::string name;
  bool half = false;
  std::vector<int64_t> shape;
  std::uint64_t begin = 0, end = 0;
};

Result<Entry> parse_entry(const std::string& name, const json& value, std::uint64_t data_size) {
  Entry entry{name, false, {}, 0, 0};
  try {
    const auto type = value.at("dtype").get<std::string>();
    if (type != "F32" && type != "F16")
      return failure("tensor \"{}\" has the unsupported type {}", name, type);
    entry.half = type == "F16";
    std::uint64_t count = 1;
    for (const json& size : value.at("shape")) {
      const auto n = size.get<std::uint64_t>();
      if (n > data_size || (n > 0 && count > data_size / n))
        return failure("tensor \"{}\" is larger than the file", name);
      count *= n;
      entry.shape.push_back(static_cast<int64_t>(n));
    }
    const auto offsets = value.at("data_offsets").get<std::array<std::uint64_t, 2>>();
    entry.begin = offsets[0];
    entry.end = offsets[1];
    const bool fits = entry.begin <= entry.end && entry.end <= data_size;
    if (!fits || entry.end - entry.begin != count * (entry.half ? 2 : 4)) {
      return failure("tensor \"{}\" does not fit its data", name);
    }
  } catch (const json::exception&) {
    return failure("tensor \"{}\" is not described as the format asks", name);
  }
  return entry;
}

Result<std::vector<Entry>> parse_header(std::string_view header, std::uint64_t data_size) {
  const json object = json::parse(header, nullptr, false);
  if (!object.is_object()) return failure("the header is not a JSON object");
  std::vector<Entry> entries;
  for (const auto& [name, value] : object.items()) {
    if (name == "__metadata__") continue;
    auto entry = parse_entry(name, value, data_size);
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(*std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.begin < b.begin; });
  std::uint64_t at = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != at) return failure("tensor \"{}\" overlaps another or leaves a gap", entry.name);
    at = entry.end;
  }
  if (at != data_size) return failure("the file has {} bytes that no tensor uses", data_size - at);
  return entries;
}

torch::Tensor read_tensor(const Entry& entry, std::string_view data) {
  auto tensor = torch::empty(entry.shape, entry.half ? torch::kHalf : torch::kFloat);
  if (entry.end > entry.begin)
    std::memcpy(tensor.data_ptr(), data.data() + entry.begin, entry.end - entry.begin);
  return tensor.to(torch::kFloat);
}

}  // namespace

std::string to_safetensors(const Tensors& tensors, bool half) {
  json header = json::object();
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    const auto stored = tensor.detach().to(torch::kCPU, half ? torch::kHalf : torch::kFloat).contiguous();
    const std::size_t begin = data.size();
    data.append(static_cast<const char*>(stored.data_ptr()), stored.nbytes());
    header[name] = {{"dtype", half ? "F16" : "F32"},
                    {"shape", stored.sizes().vec()},
                    {"data_offsets", {begin, data.size()}}};
  }
  const std::string text = header.dump();
  const std::uint64_t length = text.size();
  std::string bytes(length_bytes, '\0');
  std::memcpy(bytes.data(), &length, length_bytes);
  return bytes + text + data;
}

Result<Tensors> parse_safetensors(std::string_view bytes) {
  if (bytes.size() < length_bytes) return failure("truncated: shorter than its header");
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), length_bytes);
  if (length > max_header || length > bytes.size() - length_bytes)
    return failure("truncated or damaged header");
  const std::string_view data = bytes.substr(length_bytes + length);
  const auto entries = parse_header(bytes.substr(length_bytes, length), data.size());
  if (!entries) return tl::unexpected(entries.error());
  Tensors tensors;
  for (const Entry& entry : *entries) tensors.emplace(entry.name, read_tensor(entry, data));
  return tensors;
}

}  // namespace treewright::model
