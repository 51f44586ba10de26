#include "retrieval/exclusion/rule_list.h"

#include <algorithm>
#include <utility>

namespace treewright::retrieval {
namespace {

/// Spaces at the end do not count unless they are quoted; other white space does.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 == line.size()) return line;
    if (line[i] == '\\')
      ++i;
    else if (line[i] == ' ')
      continue;
    end = i + 1;
  }
  return line.substr(0, end);
}

std::size_t length_before_wildcard(std::string_view pattern) {
  return std::min(pattern.find_first_of("*?[\\"), pattern.size());
}

void set_name(ExclusionRule& rule, std::string_view pattern) {
  rule.of_name = true;
  const std::size_t plain = length_before_wildcard(pattern);
  rule.ends_with =
      pattern.starts_with('*') && length_before_wildcard(pattern.substr(1)) + 1 == pattern.size();
  if (rule.ends_with) {
    rule.start = pattern.substr(1);
  } else if (plain == pattern.size()) {
    rule.start = pattern;
  } else {
    rule.rest.emplace(pattern, Glob::Of::name);
  }
}

void set_path(ExclusionRule& rule, std::string_view pattern) {
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  const std::size_t plain = length_before_wildcard(pattern);
  rule.start = pattern.substr(0, plain);
  if (plain < pattern.size()) rule.rest.emplace(pattern.substr(plain), Glob::Of::path);
}

std::optional<ExclusionRule> parse(std::string_view line, int number) {
  line = line.substr(0, line.find('\0'));  // git reads lines as C strings
  if (line.starts_with('#')) return std::nullopt;
  line = without_trailing_spaces(line);
  if (line.empty()) return std::nullopt;
  ExclusionRule rule;
  rule.line = number;
  rule.text = line;
  rule.includes = line.starts_with('!');
  if (rule.includes) line.remove_prefix(1);
  rule.folders_only = line.ends_with('/');
  if (rule.folders_only) line.remove_suffix(1);
  line.find('/') == std::string_view::npos ? set_name(rule, line) : set_path(rule, line);
  return rule;
}

bool speaks_of_name(const ExclusionRule& rule, std::string_view name) {
  if (rule.rest) return rule.rest->matches(name);
  return rule.ends_with ? name.ends_with(rule.start) : name == rule.start;
}

bool speaks_of_path(const ExclusionRule& rule, std::string_view path) {
  if (!path.starts_with(rule.start)) return false;
  path.remove_prefix(rule.start.size());
  return rule.rest ? rule.rest->matches(path) : path.empty();
}

}  // namespace

RuleList::RuleList(std::string_view text, std::string file, std::string folder)
    : file_(std::move(file)), folder_(std::move(folder)) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto rule = parse(line, number)) rules_.push_back(*std::move(rule));
  }
}

const ExclusionRule* RuleList::last_match(std::string_view path, bool is_folder) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::string_view below = path;
  if (!folder_.empty()) {
    if (path.size() <= folder_.size() || !path.starts_with(folder_) || path[folder_.size()] != '/')
      return nullptr;
    below.remove_prefix(folder_.size() + 1);
  }
  const auto found = std::find_if(rules_.rbegin(), rules_.rend(), [&](const ExclusionRule& rule) {
    if (rule.folders_only && !is_folder) return false;
    return rule.of_name ? speaks_of_name(rule, name) : speaks_of_path(rule, below);
  });
  return found == rules_.rend() ? nullptr : &*found;
}

}  // namespace treewright::retrieval
