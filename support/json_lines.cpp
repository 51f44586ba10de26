#include "support/json_lines.h"

#include "support/file.h"

namespace treewright {

Result<std::vector<JsonLine>> parse_json_lines(std::string_view text, std::string_view name,
                                               std::size_t limit) {
  std::vector<JsonLine> rows;
  for (std::size_t number = 1; !text.empty() && (limit == 0 || rows.size() < limit); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_discarded()) {
      return failure("{}:{}: not valid JSON; write one object a line, in UTF-8", name, number);
    }
    if (!value.is_object()) return failure("{}:{}: not a JSON object; write one object a line", name, number);
    rows.push_back({std::move(value), number});
  }
  return rows;
}

Result<std::vector<JsonLine>> read_json_lines(const std::filesystem::path& path, std::size_t limit) {
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_json_lines(*bytes, path.string(), limit);
}

}  // namespace treewright
