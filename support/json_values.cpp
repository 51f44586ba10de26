#include "support/json_values.h"

namespace treewright {

using nlohmann::json;

std::string read_text(const json& object, const char* field, std::string& value) {
  const auto found = object.find(field);
  if (found == object.end()) return {};
  if (!found->is_string()) return fmt::format("\"{}\" must be a string", field);
  value = found->get<std::string>();
  return {};
}

Result<std::string> read_checksum(const json& object, const char* field) {
  const auto found = object.find(field);
  if (found == object.end() || !found->is_string() || found->get_ref<const std::string&>().size() != 64) {
    return failure("\"{}\" must be a SHA-256 in hexadecimal", field);
  }
  return found->get<std::string>();
}

}  // namespace treewright
