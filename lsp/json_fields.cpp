#include "lsp/json_fields.h"

#include <algorithm>
#include <limits>

namespace treewright::lsp {

Result<void> read_json(const Json& value, const std::string& path, bool& out) {
  if (!value.is_boolean()) return failure("{}: expected true or false", path);
  out = value.get<bool>();
  return {};
}

Result<void> read_json(const Json& value, const std::string& path, std::string& out) {
  if (!value.is_string()) return failure("{}: expected a string", path);
  out = value.get_ref<const std::string&>();
  return {};
}

Result<void> read_json(const Json& value, const std::string& path, std::int64_t& out) {
  if (!value.is_number_integer()) return failure("{}: expected a whole number", path);
  out = value.get<std::int64_t>();
  return {};
}

Result<void> read_json(const Json& value, const std::string& path, std::uint32_t& out) {
  if (!value.is_number_integer()) return failure("{}: expected a whole number", path);
  if (!value.is_number_unsigned() && value.get<std::int64_t>() < 0)
    return failure("{}: must not be negative", path);
  constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
  out = static_cast<std::uint32_t>(std::min(value.get<std::uint64_t>(), largest));
  return {};
}

Result<void> read_json(const Json& value, const std::string&, Json& out) {
  out = value;
  return {};
}

}  // namespace treewright::lsp
