#include "tests/lsp/json_match.h"

#include <fmt/format.h>

namespace treewright::lsp {
namespace {

std::string difference(const std::string& path, const Json& expected, const Json& actual) {
  return fmt::format("{}: expected {}, got {}", path.empty() ? "message" : path, expected.dump(),
                     actual.dump());
}

std::string object_mismatch(const Json& expected, const Json& actual, const std::string& path) {
  for (const auto& [name, value] : expected.items()) {
    const auto field = actual.find(name);
    const auto field_path = fmt::format("{}.{}", path, name);
    if (value == "<absent>") {
      if (field != actual.end()) return fmt::format("{}: should not be there: {}", field_path, field->dump());
      continue;
    }
    if (field == actual.end()) return fmt::format("{}: missing", field_path);
    if (auto found = mismatch(value, *field, field_path); !found.empty()) return found;
  }
  return {};
}

bool is_wildcard_match(const std::string& pattern, const Json& actual) {
  constexpr std::string_view contains = "<text ";
  if (pattern == "<any>") return true;
  if (pattern == "<number>") return actual.is_number();
  if (!pattern.starts_with(contains) || !pattern.ends_with(">") || !actual.is_string()) return false;
  const auto text = pattern.substr(contains.size(), pattern.size() - contains.size() - 1);
  return actual.get<std::string>().find(text) != std::string::npos;
}

}  // namespace

std::string mismatch(const Json& expected, const Json& actual, const std::string& path) {
  if (expected.is_string() && is_wildcard_match(expected, actual)) return {};
  if (expected.is_object() && actual.is_object()) return object_mismatch(expected, actual, path);
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (auto found = mismatch(expected[i], actual[i], fmt::format("{}[{}]", path, i)); !found.empty())
        return found;
    }
    return {};
  }
  return expected == actual ? "" : difference(path, expected, actual);
}

}  // namespace treewright::lsp
