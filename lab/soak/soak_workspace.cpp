#include "lab/soak/soak_workspace.h"

#include <algorithm>
#include <memory>
#include <sstream>

#include "support/file.h"
#include "support/process.h"

namespace treewright::lab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_copied = std::size_t{64} << 10;

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

Result<std::unique_ptr<SoakWorkspace>> SoakWorkspace::make(const fs::path& sources, std::size_t count) {
  std::unique_ptr<SoakWorkspace> workspace(new SoakWorkspace);
  if (auto copied = workspace->copy(sources, count); !copied) return tl::unexpected(copied.error());
  if (workspace->files_.empty()) return failure("{}: no Python files of plain ASCII here", sources.string());
  if (auto made = workspace->commit_branches(); !made) return tl::unexpected(made.error());
  return workspace;
}

Result<void> SoakWorkspace::copy(const fs::path& sources, std::size_t count) {
  std::error_code error;
  fs::create_directories(folder(), error);
  fs::create_directories(cache(), error);
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(sources, options, error), end; !error && entry != end;
       entry.increment(error)) {
    if (files_.size() >= count) break;
    if (entry->path().extension() != ".py" || !entry->is_regular_file()) continue;
    const auto text = read_file(entry->path(), most_copied);
    if (!text || !is_ascii(*text) || text->find("\ndef ") == text->npos) continue;
    const fs::path name = entry->path().lexically_relative(sources);
    fs::create_directories((folder() / name).parent_path(), error);
    if (auto written = write_file(folder() / name, *text); !written) return written;
    files_.push_back(name.generic_string());
  }
  if (error) return failure("{}: cannot be read: {}", sources.string(), error.message());
  return {};
}

/// The other branch has another function in every second file, and another folder.
Result<void> SoakWorkspace::commit_branches() {
  const std::vector<std::vector<std::string>> first = {{"init", "-q", "-b", "main"},
                                                       {"add", "-A"},
                                                       {"commit", "-q", "-m", "main"},
                                                       {"checkout", "-q", "-b", "other"}};
  for (const auto& command : first) {
    if (auto done = git(command); !done) return tl::unexpected(done.error());
  }
  for (std::size_t i = 0; i < files_.size(); i += 2) {
    auto text = read_file(folder() / files_[i]);
    if (!text) return tl::unexpected(text.error());
    *text += fmt::format(
        "\n\ndef value_{0}(row):\n    # return the value of the row as a number\n    return "
        "float(row[{0}])\n",
        i);
    if (auto written = write_file(folder() / files_[i], *text); !written) return written;
    std::error_code error;
    fs::create_directories(folder() / "added", error);
    if (auto written = write_file(folder() / fmt::format("added/m{}.py", i), *text); !written) return written;
  }
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"add", "-A"}, {"commit", "-q", "-m", "other"}, {"checkout", "-q", "main"}}) {
    if (auto done = git(command); !done) return tl::unexpected(done.error());
  }
  return {};
}

Result<std::vector<std::string>> SoakWorkspace::switch_branch() {
  const std::string from = on_main_ ? "main" : "other", to = on_main_ ? "other" : "main";
  if (auto done = git({"checkout", "-q", "-f", to}); !done) return tl::unexpected(done.error());
  on_main_ = !on_main_;
  const auto names = git({"diff", "--name-only", from, to});
  if (!names) return tl::unexpected(names.error());
  std::vector<std::string> changed;
  std::istringstream lines(*names);
  for (std::string name; std::getline(lines, name);) changed.push_back(name);
  return changed;
}

Result<std::string> SoakWorkspace::git(std::vector<std::string> arguments) const {
  std::vector<std::string> command = {
      "git", "-C", folder().string(), "-c", "user.name=soak", "-c", "user.email=soak@localhost"};
  std::ranges::move(arguments, std::back_inserter(command));
  auto output = run_process(command);
  if (!output) return tl::unexpected(output.error());
  if (output->exit_code != 0)
    return failure("git {} failed with exit code {} in {}", command[7], output->exit_code, folder().string());
  return std::move(output->text);
}

}  // namespace treewright::lab
