// Made of lsp/settings.schema.json by scripts/settings.py; edit that.
#include "lsp/settings_fields.h"

namespace treewright::lsp {

Result<void> read_json(const Json& value, const std::string& path, SettingsFields::Trigger& out) {
  if (value == "automatic") {
    out = SettingsFields::Trigger::automatic;
  } else if (value == "manual") {
    out = SettingsFields::Trigger::manual;
  } else {
    return failure("{}: expected \"automatic\" or \"manual\"", path);
  }
  return {};
}

Result<void> read_json(const Json& value, const std::string& path, SettingsFields& out) {
  auto read = Fields(value, path)
                  .accept("enable", out.enable)
                  .accept("trigger", out.trigger)
                  .accept("candidates", out.candidates)
                  .accept("maxTokens", out.max_tokens)
                  .accept("index", out.index)
                  .accept("languages", out.languages)
                  .done();
  if (!read) return read;
  if (out.candidates < 1 || out.candidates > 20)
    return failure("{}.candidates: expected a number from 1 to 20", path);
  if (out.max_tokens < 1 || out.max_tokens > 256)
    return failure("{}.maxTokens: expected a number from 1 to 256", path);
  return {};
}

}  // namespace treewright::lsp
