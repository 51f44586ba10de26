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

constexpr const char* safe_defaults = "safe defaults";
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

bool decides(const RuleList& list, const std::string& path, bool is_folder, Verdict& verdict) {
  const ExclusionRule* rule = list.last_match(path, is_folder);
  if (rule != nullptr) verdict = {!rule->includes, list.file(), rule->line, rule->text, path};
  return rule != nullptr;
}

/// Whether one of the lists decides, the last one first.
bool decide(const std::vector<std::shared_ptr<const RuleList>>& lists, const std::string& path,
            bool is_folder, Verdict& verdict) {
  return std::any_of(lists.rbegin(), lists.rend(),
                     [&](const auto& list) { return decides(*list, path, is_folder, verdict); });
}

PathKind kind_of(const fs::file_status& status) {
  if (!fs::exists(status)) return PathKind::file;
  if (fs::is_directory(status)) return PathKind::folder;
  return fs::is_regular_file(status) ? PathKind::file : PathKind::other;
}

Verdict own_rule(std::string rule, std::string path) {
  return {true, safe_defaults, 0, std::move(rule), std::move(path)};
}

/// Without links, as far as it is there.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::weakly_canonical(path, error);
  return error ? path : normal(whole);
}

}  // namespace

std::string Verdict::describe() const {
  if (source.empty()) return excluded ? rule : "not excluded: no rule speaks of it";
  const std::string place = line == 0 ? source : fmt::format("{}:{}", source, line);
  return fmt::format("{} by {}: {} ({})", excluded ? "excluded" : "not excluded", place, rule, path);
}

std::string Verdicts::describe() const {
  if (reading.excluded) return "never read: " + reading.describe();
  if (indexing.excluded) return "read, not indexed: " + indexing.describe();
  return "read and indexed: " + indexing.describe();
}

Exclusions::Exclusions(const fs::path& workspace, ExclusionOptions options)
    : given_(normal(workspace)),
      workspace_(resolved(given_)),
      options_(options),
      secrets_(secret_rules, safe_defaults, ""),
      foreign_(foreign_rules, safe_defaults, "") {
  top_ = work_tree_above(workspace_).value_or(workspace_);
  user_excludes_ = user_excludes(top_);
}

/// How a file is named to users: relative to the top where it is below it.
std::string Exclusions::shown(const fs::path& file) const { return below_top(file).value_or(file.string()); }

/// Normal, and with the workspace's own name where it begins with another one.
fs::path Exclusions::absolute(const fs::path& path) const {
  fs::path whole = normal(workspace_ / path);
  if (given_ == workspace_) return whole;
  const fs::path inside = whole.lexically_relative(given_);
  return inside.empty() || *inside.begin() == ".." ? whole : normal(workspace_ / inside);
}

/// "." for the top itself.
std::optional<std::string> Exclusions::below_top(const fs::path& absolute) const {
  const fs::path relative = absolute.lexically_relative(top_);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative.generic_string();
}

/// One that cannot be read has no rules.
void Exclusions::add(const fs::path& file, const std::string& folder, Lists& lists) const {
  const auto text = read_file(file, max_rule_bytes);
  if (!text) return;
  auto list = std::make_shared<const RuleList>(*text, shown(file), folder);
  if (!list->empty()) lists.push_back(std::move(list));
}

/// As git, which reads no ignore file through a symbolic link in the work tree.
void Exclusions::add_file_of(const fs::path& folder, const char* name, const std::string& path,
                             Lists& lists) const {
  std::error_code error;
  if (fs::is_regular_file(fs::symlink_status(folder / name, error))) add(folder / name, path, lists);
}

void Exclusions::add_git_rules(const fs::path& folder, const std::string& path, bool is_top,
                               Lists& lists) const {
  const bool is_repository = is_work_tree(folder);
  if (is_repository) lists.clear();
  if (is_repository || is_top) {
    if (user_excludes_) add(*user_excludes_, path, lists);
    add(repository_excludes(folder), path, lists);
  }
  add_file_of(folder, ".gitignore", path, lists);
}

Exclusions::Folder Exclusions::open(const std::string& path, const Folder* parent) {
  const fs::path folder = top_ / path;
  Folder made;
  if (parent != nullptr) {
    made = *parent;
    if (!made.reading.excluded) made.reading = decide_reading(*parent, path, true);
    if (!made.indexing.excluded) made.indexing = decide_indexing(*parent, path, true);
    const auto marker = made.indexing.excluded ? std::nullopt : marker_in(folder);
    if (marker) made.indexing = own_rule("a folder with " + *marker, path);
  }
  if (!made.indexing.excluded) add_git_rules(folder, path, parent == nullptr, made.git);
  if (!made.reading.excluded) add_file_of(folder, ".treewrightignore", path, made.own);
  return made;
}

const Exclusions::Folder& Exclusions::folder(const std::string& path) {
  if (const auto found = folders_.find(path); found != folders_.end()) return found->second;
  const Folder* parent = path.empty() ? nullptr : &folder(parent_of(path));
  return folders_.emplace(path, open(path, parent)).first->second;
}

Verdict Exclusions::decide_reading(const Folder& parent, const std::string& path, bool is_folder) const {
  Verdict verdict;
  if (!decides(secrets_, path, is_folder, verdict)) decide(parent.own, path, is_folder, verdict);
  return verdict;
}

Verdict Exclusions::decide_indexing(const Folder& parent, const std::string& path, bool is_folder) const {
  Verdict verdict;
  static_cast<void>(
      decides(secrets_, path, is_folder, verdict) || decides(foreign_, path, is_folder, verdict) ||
      decide(parent.own, path, is_folder, verdict) || decide(parent.git, path, is_folder, verdict));
  return verdict;
}

/// By the path's names alone: links are not followed.
Verdict Exclusions::reading_of(const fs::path& absolute) {
  std::error_code error;
  const bool is_folder = fs::is_directory(absolute, error);
  const auto name = below_top(absolute);
  if (name == ".") return {};
  if (!name) {
    Verdict verdict;
    fs::path at;
    for (const fs::path& part : absolute.relative_path()) {
      at /= part;
      const bool is_last = at == absolute.relative_path();
      if (decides(secrets_, at.generic_string(), !is_last || is_folder, verdict)) break;
    }
    return verdict;
  }
  const Folder& parent = folder(parent_of(*name));
  if (parent.reading.excluded) return parent.reading;
  return is_folder ? folder(*name).reading : decide_reading(parent, *name, false);
}

Verdict Exclusions::may_be_read(const fs::path& path) {
  const fs::path whole = absolute(path);
  Verdict verdict = reading_of(whole);
  if (verdict.excluded) return verdict;
  const fs::path target = resolved(whole);
  if (target != whole) verdict = reading_of(target);
  std::error_code error;
  const bool is_special = !verdict.excluded && fs::is_other(fs::status(target, error));
  return is_special ? own_rule("no regular file", shown(whole)) : verdict;
}

Verdict Exclusions::is_indexed(const fs::path& path) {
  const fs::path whole = absolute(path);
  std::error_code error;
  const PathKind kind = kind_of(fs::symlink_status(whole, error));
  const std::uintmax_t size = kind == PathKind::file ? fs::file_size(whole, error) : 0;
  Verdict verdict = is_indexed(whole, kind, error ? 0 : size);
  if (verdict.excluded) return verdict;
  return resolved(whole) == whole ? verdict : own_rule("reached through a link", shown(whole));
}

Verdict Exclusions::is_indexed(const fs::path& path, PathKind kind, std::uintmax_t size) {
  const fs::path whole = absolute(path);
  const auto name = below_top(whole);
  if (!name) return {true, "", 0, "excluded: outside the workspace " + workspace_.string(), whole.string()};
  if (name == ".") return {};
  const Folder& parent = folder(parent_of(*name));
  if (parent.indexing.excluded) return parent.indexing;
  if (kind == PathKind::folder) return folder(*name).indexing;
  Verdict verdict = decide_indexing(parent, *name, false);
  if (verdict.excluded) return verdict;
  if (kind == PathKind::other) return own_rule("a link, or no regular file", *name);
  if (size > options_.max_file_bytes)
    return own_rule(fmt::format("larger than {} bytes ({})", options_.max_file_bytes, size), *name);
  return verdict;
}

Verdicts Exclusions::check(const fs::path& path) {
  Verdicts verdicts{may_be_read(path), is_indexed(path)};
  if (verdicts.reading.excluded) verdicts.indexing = verdicts.reading;
  return verdicts;
}

}  // namespace treewright::retrieval
