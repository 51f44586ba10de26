#include "lsp/settings.h"

#include <algorithm>

namespace treewright::lsp {
namespace {

Result<void> check_bounds(const char* field, std::uint32_t value, std::uint32_t largest) {
  if (value >= 1 && value <= largest) return {};
  return failure("treewright.{}: expected a number from 1 to {}", field, largest);
}

Result<Settings::TriggerMode> parse_trigger(const std::string& name) {
  if (name == "automatic") return Settings::TriggerMode::automatic;
  if (name == "manual") return Settings::TriggerMode::manual;
  return failure("treewright.trigger: expected \"automatic\" or \"manual\"");
}

}  // namespace

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
  std::string trigger = "automatic";
  const auto read = Fields(section, "treewright")
                        .accept("enable", settings.enable)
                        .accept("candidates", settings.candidates)
                        .accept("maxTokens", settings.max_tokens)
                        .accept("languages", settings.languages)
                        .accept("index", settings.index)
                        .accept("trigger", trigger)
                        .done();
  if (!read) return tl::unexpected(read.error());
  if (const auto ok = check_bounds("candidates", settings.candidates, 20); !ok)
    return tl::unexpected(ok.error());
  if (const auto ok = check_bounds("maxTokens", settings.max_tokens, 256); !ok)
    return tl::unexpected(ok.error());
  const auto mode = parse_trigger(trigger);
  if (!mode) return tl::unexpected(mode.error());
  settings.trigger = *mode;
  return settings;
}

}  // namespace treewright::lsp
