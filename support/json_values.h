#pragma once
// Fields of a JSON object in a file: absent ones keep their defaults, and what is wrong is one line that
// names the field, or nothing.

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>

#include "support/result.h"

namespace treewright {

/// Reads `field` into `value` where present. It must lie in low … high, both inclusive.
template <typename T>
[[nodiscard]] std::string read_number(const nlohmann::json& object, const char* field, T& value, double low,
                                      double high) {
  const auto found = object.find(field);
  if (found == object.end()) return {};
  if (!found->is_number()) return fmt::format("\"{}\" must be a number", field);
  if (std::is_integral_v<T> && found->is_number_float() && std::abs(found->template get<double>()) < 1e9)
    return fmt::format("\"{}\" must be a whole number", field);
  const auto number = found->template get<double>();
  if (!(number >= low && number <= high)) return fmt::format("\"{}\" must lie in {} … {}", field, low, high);
  value = static_cast<T>(number);
  return {};
}

[[nodiscard]] std::string read_text(const nlohmann::json& object, const char* field, std::string& value);

/// A SHA-256 in hexadecimal, which must be there.
[[nodiscard]] Result<std::string> read_checksum(const nlohmann::json& object, const char* field);

}  // namespace treewright
