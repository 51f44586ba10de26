#pragma once
// Where models are found. Nothing of the working directory is ever taken: a repository that holds a folder
// `models` must not choose what its reader is offered.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace treewright::cli {

/// The folders that may hold the shipped model NAME, in the order in which they are looked at: beside the
/// program, as a build tree and an installation have it, then $XDG_DATA_HOME/treewright/models
/// (~/.local/share where that is not set). All are absolute.
[[nodiscard]] std::vector<std::filesystem::path> model_places(const std::string& name);

/// The first of them that holds a model.
[[nodiscard]] std::optional<std::filesystem::path> find_model(const std::string& name);

/// The model of commands that were given none: $TREEWRIGHT_MODEL, else python-base. Where there is none, the
/// last place that was looked at, so that loading it says what is missing.
[[nodiscard]] std::filesystem::path default_model_folder();

}  // namespace treewright::cli
