#include "engine/model/safetensors_header.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

namespace treewright::model {
namespace {

using nlohmann::json;
static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t max_header = 16u << 20;
constexpr std::size_t max_dimensions = 8;

struct Entry {
  std::string name;
  bool half = false;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0, end = 0;
};

/// A name or type of the file as a message may show it: one line, not too long.
std::string shown(const std::string& text) {
  constexpr std::size_t most = 60;
  return json(text.substr(0, most)).dump(-1, ' ', /*ensure_ascii=*/true, json::error_handler_t::replace);
}

bool is_sizes(const json& array, std::size_t most) {
  return array.is_array() && array.size() <= most &&
         std::all_of(array.begin(), array.end(), [](const json& size) { return size.is_number_unsigned(); });
}

/// The number of elements, or nothing where a size (even beside a zero) is more than the file could hold.
std::optional<std::uint64_t> count_elements(const std::vector<std::int64_t>& shape, std::uint64_t data_size) {
  std::uint64_t extent = 1;
  bool empty = false;
  for (const std::int64_t size : shape) {
    const auto n = static_cast<std::uint64_t>(size);
    if (n > 0 && extent > data_size / n) return std::nullopt;
    extent *= std::max<std::uint64_t>(n, 1);
    empty = empty || n == 0;
  }
  return empty ? 0 : extent;
}

Result<Entry> parse_entry(const std::string& name, const json& value, std::uint64_t data_size) {
  const json type = value.is_object() ? value.value("dtype", json()) : json();
  const json shape = value.is_object() ? value.value("shape", json()) : json();
  const json offsets = value.is_object() ? value.value("data_offsets", json()) : json();
  if (!type.is_string() || !is_sizes(shape, max_dimensions) || !is_sizes(offsets, 2) || offsets.size() != 2) {
    return failure("tensor {} is not described as the format asks", shown(name));
  }
  if (type != "F32" && type != "F16")
    return failure("tensor {} has the unsupported type {}", shown(name), shown(type.get<std::string>()));
  Entry entry{name, type == "F16", shape, offsets[0], offsets[1]};
  const auto count = count_elements(entry.shape, data_size);
  if (!count) return failure("tensor {} is larger than the file", shown(name));
  const bool fits = entry.begin <= entry.end && entry.end <= data_size;
  if (!fits || entry.end - entry.begin != *count * (entry.half ? 2 : 4)) {
    return failure("tensor {} does not fit its data", shown(name));
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
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);  // an empty tensor before what starts there
  });
  std::uint64_t at = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != at) return failure("tensor {} overlaps another or leaves a gap", shown(entry.name));
    at = entry.end;
  }
  if (at != data_size) return failure("the file has {} bytes that no tensor uses", data_size - at);
  return entries;
}

}  // namespace

Result<std::vector<StoredTensor>> parse_stored_tensors(std::string_view file) {
  if (file.size() < length_bytes) return failure("truncated: shorter than its header");
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), length_bytes);
  if (length > max_header || length > file.size() - length_bytes)
    return failure("truncated or damaged header");
  const std::string_view data = file.substr(length_bytes + length);
  const auto entries = parse_header(file.substr(length_bytes, length), data.size());
  if (!entries) return tl::unexpected(entries.error());
  std::vector<StoredTensor> tensors;
  for (const Entry& entry : *entries) {
    tensors.push_back(
        {entry.name, entry.half, entry.shape, data.substr(entry.begin, entry.end - entry.begin)});
  }
  return tensors;
}

std::string safetensors_start(const std::string& json_header) {
  const std::uint64_t length = json_header.size();
  std::string start(length_bytes, '\0');
  std::memcpy(start.data(), &length, length_bytes);
  return start + json_header;
}

}  // namespace treewright::model
