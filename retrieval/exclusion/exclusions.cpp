#include "retrieval/exclusion/exclusions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "retrieval/exclusion/git_repository.h"
#include "retrieval/exclusion/safe_defaults.h"
#include "support/file.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_rule_bytes = std::size_t{16} << 20;

fs::path normal(const fs::path& path) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

/// A file that marks its folder as one of copies and of things that are made.
std::optional<std::string> marker_in(const fs::path& folder) {
  std::error_code error;
  for (const char* marker : {"pyvenv.cfg", "CACHEDIR.TAG"}) {
    if (fs::is_regular_file(folder / marker, error)) return marker;
  }
  return std::nullopt;
}

const ExclusionRule* last_match(const RuleList& list, const std::string& path, bool is_folder,
                                Verdict& verdict) {
  const ExclusionRule* rule = list.last_match(path, is_folder);
  if (rule != nullptr) verdict = {!rule->includes, list.file(), rule->line, rule->text, path};
  return rule;
}

PathKind kind_of(const fs::file_status& status) {
  if (!fs::exists(status)) return PathKind::file;
  if (fs::is_directory(status)) return PathKind::folder;
  return fs::is_regular_file(status) ? PathKind::file : PathKind::other;
}

}  // namespace

std::string Verdict::describe() const {
  if (source.empty()) return excluded ? rule : "not excluded: no rule speaks of it";
  const std::string place = line == 0 ? source : fmt::format("{}:{}", source, line);
  return fmt::format("{} by {}: {} ({})", excluded ? "excluded" : "not excluded", place, rule, path);
}

Exclusions::Exclusions(const fs::path& workspace, ExclusionOptions options)
    : workspace_(normal(workspace)), options_(options), defaults_(safe_default_rules, "safe defaults", "") {
  top_ = work_tree_above(workspace_).value_or(workspace_);
  user_excludes_ = user_excludes(top_);
}

/// How a file is named to users: relative to the top where it is below it.
std::string Exclusions::shown(const fs::path& file) const {
  const fs::path relative = file.lexically_relative(top_);
  return relative.empty() || *relative.begin() == ".." ? file.string() : relative.generic_string();
}

/// As git, which reads no ignore file through a symbolic link in the work tree. One that cannot be read has
/// no rules.
void Exclusions::add(const fs::path& file, const std::string& folder, Lists& lists) const {
  const auto text = read_file(file, max_rule_bytes);
  if (!text) return;
  auto list = std::make_shared<const RuleList>(*text, shown(file), folder);
  if (!list->empty()) lists.push_back(std::move(list));
}

void Exclusions::add_repository(const fs::path& folder, const std::string& path, Lists& lists) const {
  if (user_excludes_) add(*user_excludes_, path, lists);
  add(repository_excludes(folder), path, lists);
}

Exclusions::Folder Exclusions::open(const std::string& path, const Folder* parent) {
  const fs::path folder = top_ / path;
  Folder made;
  if (parent != nullptr) made = *parent;
  if (made.excluded) return made;
  if (parent != nullptr) {
    Verdict verdict = decide(*parent, path, true);
    const auto marker = verdict.excluded ? std::nullopt : marker_in(folder);
    if (marker) verdict = {true, "safe defaults", 0, "a folder with " + *marker, path};
    if (verdict.excluded) return {{}, {}, std::move(verdict)};
  }
  const bool repository = is_work_tree(folder);
  if (repository) made.git.clear();
  if (repository || parent == nullptr) add_repository(folder, path, made.git);
  std::error_code error;
  for (auto& [name, lists] :
       {std::pair<const char*, Lists*>{".gitignore", &made.git}, {".treewrightignore", &made.own}}) {
    if (fs::is_regular_file(fs::symlink_status(folder / name, error))) add(folder / name, path, *lists);
  }
  return made;
}

const Exclusions::Folder& Exclusions::folder(const std::string& path) {
  if (const auto found = folders_.find(path); found != folders_.end()) return found->second;
  const Folder* parent = path.empty() ? nullptr : &folder(parent_of(path));
  return folders_.emplace(path, open(path, parent)).first->second;
}

Verdict Exclusions::decide(const Folder& parent, const std::string& path, bool is_folder) const {
  Verdict verdict;
  if (last_match(defaults_, path, is_folder, verdict) != nullptr) return verdict;
  for (const Lists* lists : {&parent.own, &parent.git}) {
    for (auto list = lists->rbegin(); list != lists->rend(); ++list) {
      if (last_match(**list, path, is_folder, verdict) != nullptr) return verdict;
    }
  }
  return verdict;
}

Verdict Exclusions::check(const fs::path& path) {
  const fs::path absolute = normal(workspace_ / path);
  std::error_code error;
  const PathKind kind = kind_of(fs::symlink_status(absolute, error));
  const std::uintmax_t size = kind == PathKind::file ? fs::file_size(absolute, error) : 0;
  return check(absolute, kind, error ? 0 : size);
}

Verdict Exclusions::check(const fs::path& path, PathKind kind, std::uintmax_t size) {
  const fs::path absolute = normal(workspace_ / path);
  const fs::path relative = absolute.lexically_relative(top_);
  if (relative.empty() || *relative.begin() == "..")
    return {true, "", 0, "excluded: outside the workspace " + workspace_.string(), absolute.string()};
  if (relative == ".") return {};
  const std::string name = relative.generic_string();
  const Folder& parent = folder(parent_of(name));
  if (parent.excluded) return *parent.excluded;
  if (kind == PathKind::folder) return folder(name).excluded.value_or(decide(parent, name, true));
  Verdict verdict = decide(parent, name, false);
  if (verdict.excluded) return verdict;
  if (kind == PathKind::other) return {true, "safe defaults", 0, "no regular file", name};
  if (size > options_.max_file_bytes) {
    return {true, "safe defaults", 0, fmt::format("larger than {} bytes ({})", options_.max_file_bytes, size),
            name};
  }
  return verdict;
}

}  // namespace treewright::retrieval
