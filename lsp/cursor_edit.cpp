#include "lsp/cursor_edit.h"

#include <algorithm>

namespace treewright::lsp {
namespace {

constexpr std::string_view whitespace = " \t\f\r\n";

bool is_blank(std::string_view text) { return text.find_first_not_of(whitespace) == std::string_view::npos; }

std::string_view without_line_end(std::string_view text) {
  if (text.starts_with("\r\n")) return text.substr(2);
  return text.starts_with('\n') || text.starts_with('\r') ? text.substr(1) : text;
}

}  // namespace

std::optional<completion::TextEdit> edit_around_cursor(const TextBuffer& buffer, std::size_t cursor,
                                                       const completion::TextEdit& edit) {
  const auto row = buffer.line_of(cursor);
  const auto [begin, end] = edit.range;
  const auto row_begin = buffer.line_start(row);
  const auto row_end = buffer.line_end(row);
  const std::string_view text = buffer.text();
  if (begin >= row_begin && end <= row_end) {
    const auto first = std::min(cursor, begin);
    const auto last = std::max(cursor, end);
    std::string replacement(text.substr(first, begin - first));
    replacement.append(edit.text).append(text.substr(end, last - end));
    return completion::TextEdit{{first, last}, std::move(replacement)};
  }
  const auto code = without_line_end(edit.text);
  const bool is_insertion_above = begin == end && end < row_begin && code.size() < edit.text.size();
  if (is_insertion_above && is_blank(text.substr(end, row_end - end))) {
    return completion::TextEdit{{row_begin, row_end}, std::string(code)};
  }
  return std::nullopt;
}

}  // namespace treewright::lsp
