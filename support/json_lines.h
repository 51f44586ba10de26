#pragma once
// JSON lines: one value a line, blank lines left out.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace treewright {

struct JsonLine {
  nlohmann::json value;
  std::size_t number = 0;  ///< of the line, from 1
};

/// The first `limit` rows (0: all) of `text`; `name` is the file for errors, which say NAME:LINE. Fails on a
/// line that is not an object in JSON.
[[nodiscard]] Result<std::vector<JsonLine>> parse_json_lines(std::string_view text, std::string_view name,
                                                             std::size_t limit = 0);

/// The same of a file. Fails on one that cannot be read.
[[nodiscard]] Result<std::vector<JsonLine>> read_json_lines(const std::filesystem::path& path,
                                                            std::size_t limit = 0);

}  // namespace treewright
