#pragma once
// What a user may set, as one plain struct: the section `treewright` of the client's configuration.

#include <cstddef>
#include <string>
#include <vector>

#include "lsp/json_fields.h"

namespace treewright::lsp {

struct Settings {
  enum class TriggerMode { automatic, manual };

  bool enable = true;  ///< false: every answer is empty, with the reason file-excluded
  std::uint32_t candidates =
      5;  ///< 1 to 20. More alternatives take little longer, as they are decoded together
  std::uint32_t max_tokens = 64;       ///< "maxTokens", 1 to 256. Longer code takes proportionally longer
  std::vector<std::string> languages;  ///< language identifiers; empty: every language that the server knows
  bool index = true;  ///< false: the workspace is not read, and suggestions know nothing of it
  /// "trigger". manual: only requests that the user made are answered, typing is not ("manual-trigger").
  TriggerMode trigger = TriggerMode::automatic;

  [[nodiscard]] bool includes(const std::string& language) const;
};

/// The settings that `json` names; those it does not name have their defaults. `json` may be the section
/// itself or an object that holds it as "treewright"; null gives the defaults. Fails with one line that names
/// the field.
[[nodiscard]] Result<Settings> read_settings(const Json& json);

}  // namespace treewright::lsp
