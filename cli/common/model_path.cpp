#include "cli/common/model_path.h"

#include <cstdlib>

namespace treewright::cli {
namespace {

namespace fs = std::filesystem;

/// An environment variable that holds an absolute path. The XDG specification ignores relative ones, and
/// they would be read from the working directory.
std::optional<fs::path> absolute_path_of(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return fs::path(value);
}

std::optional<fs::path> data_folder() {
  if (auto folder = absolute_path_of("XDG_DATA_HOME")) return folder;
  if (const auto home = absolute_path_of("HOME")) return *home / ".local/share";
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> model_places(const std::string& name) {
  std::vector<fs::path> places;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (program.is_absolute()) {
    if (program.parent_path().filename() == "build") places.push_back(program / "../../models" / name);
    places.push_back(program / "../share/treewright/models" / name);
  }
  if (const auto data = data_folder()) places.push_back(*data / "treewright/models" / name);
  for (fs::path& place : places) place = place.lexically_normal();
  return places;
}

std::optional<fs::path> find_model(const std::string& name) {
  std::error_code error;
  for (fs::path& place : model_places(name)) {
    if (fs::exists(place / "config.json", error)) return std::move(place);
  }
  return std::nullopt;
}

fs::path default_model_folder() {
  if (const char* given = std::getenv("TREEWRIGHT_MODEL"); given != nullptr && *given != '\0') return given;
  const std::string name = "python-base";
  if (auto found = find_model(name)) return *std::move(found);
  const auto places = model_places(name);
  return places.empty() ? fs::path("/usr/share/treewright/models") / name : places.back();
}

}  // namespace treewright::cli
