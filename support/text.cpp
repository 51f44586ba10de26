#include "support/text.h"

#include <algorithm>

namespace treewright {
namespace {

/// The line at the start of `text`, which is then without it and its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  return line;
}

}  // namespace

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return trim_end(text);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool contains_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; at += word.size()) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word_character(text[at - 1]);
    if (starts && (end == text.size() || !is_word_character(text[end]))) return true;
  }
  return false;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (text.find_first_of("\r\n") != std::string_view::npos) lines.push_back(take_line(text));
  lines.push_back(text);
  return lines;
}

std::size_t line_number(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  std::size_t number = 1;
  for (std::size_t at = 0; (at = before.find_first_of("\r\n", at)) != std::string_view::npos; ++at) {
    // Between "\r" and "\n" the line has not ended yet.
    const bool is_half = before[at] == '\r' && text.substr(at + 1).starts_with('\n');
    if (!is_half) ++number;
  }
  return number;
}

std::string dedent(std::string_view code, std::string_view indentation) {
  std::string result;
  while (!code.empty()) {
    std::string_view line = take_line(code);
    if (line.starts_with(indentation)) line.remove_prefix(indentation.size());
    result.append(line).push_back('\n');
  }
  return result;
}

}  // namespace treewright
