#pragma once
// What a user may set: the section `treewright` of the client's configuration.

#include <string>

#include "lsp/settings_fields.h"

namespace treewright::lsp {

struct Settings : SettingsFields {
  [[nodiscard]] bool includes(const std::string& language) const;
};

/// The settings that `json` names; those it does not name have their defaults. `json` may be the section
/// itself or an object that holds it as "treewright"; null gives the defaults. Fails with one line that names
/// the field.
[[nodiscard]] Result<Settings> read_settings(const Json& json);

}  // namespace treewright::lsp
