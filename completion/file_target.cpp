#include "completion/file_target.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "support/text.h"

namespace treewright::completion {
namespace {

/// Takes ":12" off the end of `text`.
std::optional<std::size_t> take_number(std::string_view& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string digits(text.substr(colon + 1));
  const bool is_number =
      !digits.empty() && digits.size() <= 9 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) return std::nullopt;
  text.remove_suffix(text.size() - colon);
  return std::stoul(digits);
}

}  // namespace

Result<FileTarget> parse_file_target(std::string_view text) {
  std::string_view path = text;
  const auto last = take_number(path);
  if (!last) return failure("{}: name the line, as in file.py:12", text);
  const auto before = take_number(path);
  FileTarget target{std::string(path), before.value_or(*last), before ? *last : 0};
  if (target.line == 0) return failure("{}: lines count from 1", text);
  return target;
}

Result<std::size_t> offset_of(const FileTarget& target, std::string_view text) {
  const std::vector<std::string_view> lines = split_lines(text);
  if (target.line > lines.size()) {
    return failure("{}: has only {} lines; line {} was asked for", target.path, lines.size(), target.line);
  }
  const std::string_view line = lines[target.line - 1];
  const auto begin = static_cast<std::size_t>(line.data() - text.data());
  return begin + (target.column == 0 ? line.size() : std::min(line.size(), target.column - 1));
}

}  // namespace treewright::completion
