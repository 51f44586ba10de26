#pragma once
// Made of lsp/settings.schema.json by scripts/settings.py; edit that.

#include <cstdint>
#include <string>
#include <vector>

#include "lsp/json_fields.h"

namespace treewright::lsp {

struct SettingsFields {
  enum class Trigger { automatic, manual };

  /// "enable": Offer code. Where it is off, every answer is empty, with the reason `file-excluded`.
  bool enable = true;
  /// "trigger": When code comes: `automatic` while you type, `manual` where you ask for it.
  Trigger trigger = Trigger::automatic;
  /// "candidates": 1 to 20. How many suggestions. More alternatives take little longer, as they are decoded
  /// together.
  std::uint32_t candidates = 5;
  /// "maxTokens": 1 to 256. The longest code, in tokens. Longer code takes proportionally longer.
  std::uint32_t max_tokens = 64;
  /// "index": Read the workspace in the background, so that suggestions know your own code. Files that git
  /// ignores and foreign code are left out, and secrets are never read.
  bool index = true;
  /// "languages": Language identifiers to serve. Empty: every language that the server knows.
  std::vector<std::string> languages;
};

[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path,
                                     SettingsFields::Trigger& out);
/// Leaves what `value` does not name as it is.
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, SettingsFields& out);

}  // namespace treewright::lsp
