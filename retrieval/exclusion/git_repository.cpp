#include "retrieval/exclusion/git_repository.h"

#include <cstdlib>
#include <string>
#include <string_view>

#include "support/file.h"
#include "support/process.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

/// The first line of a small file, or "".
std::string first_line(const fs::path& path) {
  constexpr std::size_t most = 1 << 16;
  const auto text = read_file(path, most);
  return text ? text->substr(0, text->find_first_of("\r\n")) : "";
}

/// `.git`, or where the file of that name says that it is.
fs::path git_folder(const fs::path& work_tree) {
  constexpr std::string_view key = "gitdir: ";
  const fs::path git = work_tree / ".git";
  std::error_code error;
  const std::string line = fs::is_directory(git, error) ? "" : first_line(git);
  return line.starts_with(key) ? work_tree / line.substr(key.size()) : git;
}

std::optional<fs::path> below_variable(const char* variable, const char* path) {
  const char* folder = std::getenv(variable);
  if (folder == nullptr || *folder == '\0') return std::nullopt;
  return fs::path(folder) / path;
}

}  // namespace

bool is_work_tree(const fs::path& folder) {
  std::error_code error;
  const fs::path git = folder / ".git";
  if (fs::is_directory(git, error)) return fs::exists(git / "HEAD", error);
  return fs::is_regular_file(git, error) && first_line(git).starts_with("gitdir: ");
}

std::optional<fs::path> work_tree_above(const fs::path& folder) {
  for (fs::path at = folder;; at = at.parent_path()) {
    if (is_work_tree(at)) return at;
    if (at == at.parent_path()) return std::nullopt;
  }
}

fs::path repository_excludes(const fs::path& work_tree) {
  const fs::path git = git_folder(work_tree);
  const std::string common = first_line(git / "commondir");
  return (common.empty() ? git : git / common) / "info" / "exclude";
}

std::optional<fs::path> user_excludes(const fs::path& folder) {
  const auto asked = run_process(
      {"git", "-C", folder.string(), "config", "--null", "--type=path", "--get", "core.excludesFile"});
  if (asked && asked->exit_code == 0) {
    const std::string path = asked->text.substr(0, asked->text.find('\0'));
    if (path.empty()) return std::nullopt;  // set to nothing: the user wants none
    return folder / path;
  }
  auto file = below_variable("XDG_CONFIG_HOME", "git/ignore");
  return file ? file : below_variable("HOME", ".config/git/ignore");
}

}  // namespace treewright::retrieval
