#include "lsp/settings.h"

#include <algorithm>

namespace treewright::lsp {

bool Settings::includes(const std::string& language) const {
  if (!enable) return false;
  return languages.empty() || std::find(languages.begin(), languages.end(), language) != languages.end();
}

Result<Settings> read_settings(const Json& json) {
  Settings settings;
  if (json.is_null()) return settings;
  const bool wrapped = json.is_object() && json.contains("treewright");
  const auto& section = wrapped ? json.at("treewright") : json;
  if (section.is_null()) return settings;
  if (auto read = read_json(section, "treewright", settings); !read) return tl::unexpected(read.error());
  return settings;
}

}  // namespace treewright::lsp
