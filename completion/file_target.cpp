#include "completion/file_target.h"

#include <algorithm>
#include <optional>

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
  std::size_t begin = 0;
  for (std::size_t line = 1; line < target.line; ++line) {
    const auto end = text.find('\n', begin);
    if (end == std::string_view::npos)
      return failure("{}: has only {} lines; line {} was asked for", target.path, line, target.line);
    begin = end + 1;
  }
  std::size_t end = std::min(text.find('\n', begin), text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  return target.column == 0 ? end : std::min(end, begin + target.column - 1);
}

}  // namespace treewright::completion
