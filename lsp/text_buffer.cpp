#include "lsp/text_buffer.h"

#include <algorithm>
#include <cstring>

namespace treewright::lsp {
namespace {

/// True when a line begins at `offset` > 0.
bool is_line_start(std::string_view text, std::size_t offset) {
  const char before = text[offset - 1];
  return before == '\n' || (before == '\r' && (offset == text.size() || text[offset] != '\n'));
}

template <typename Iterator>
std::size_t count_lone_returns(std::string_view text, Iterator first, Iterator last) {
  return static_cast<std::size_t>(
      std::count_if(first, last, [&](std::size_t start) { return start > 0 && text[start - 1] == '\r'; }));
}

}  // namespace

TextBuffer::TextBuffer(std::string text) : text_(std::move(text)) {
  starts_ = starts_between(1, text_.size());
  starts_.insert(starts_.begin(), 0);
  lone_returns_ = count_lone_returns(text_, starts_.begin(), starts_.end());
}

/// The line starts s with first <= s <= last, where first > 0; none when last < first.
std::vector<std::size_t> TextBuffer::starts_between(std::size_t first, std::size_t last) const {
  std::vector<std::size_t> starts;
  if (last < first) return starts;
  const auto is_end = [](char byte) { return byte == '\n' || byte == '\r'; };
  const auto* const end = text_.data() + last;
  for (const auto* at = text_.data() + first - 1; (at = std::find_if(at, end, is_end)) != end; ++at) {
    const auto start = static_cast<std::size_t>(at - text_.data()) + 1;
    if (is_line_start(text_, start)) starts.push_back(start);
  }
  return starts;
}

std::size_t TextBuffer::line_end(std::size_t line) const {
  if (line + 1 == starts_.size()) return text_.size();
  auto end = starts_[line + 1] - 1;
  if (text_[end] == '\n' && end > starts_[line] && text_[end - 1] == '\r') --end;
  return end;
}

std::string_view TextBuffer::line(std::size_t line) const {
  return std::string_view(text_).substr(starts_[line], line_end(line) - starts_[line]);
}

std::size_t TextBuffer::line_of(std::size_t offset) const {
  return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                                  starts_.begin()) -
         1;
}

std::size_t TextBuffer::offset_of(Position position, PositionEncoding encoding) const {
  if (position.line >= line_count()) return text_.size();
  return line_start(position.line) + byte_of_column(line(position.line), position.character, encoding);
}

Position TextBuffer::position_of(std::size_t offset, PositionEncoding encoding) const {
  const auto row = line_of(offset);
  return {static_cast<std::uint32_t>(row), column_of_byte(line(row), offset - line_start(row), encoding)};
}

Range TextBuffer::range_of(syntax::ByteRange range, PositionEncoding encoding) const {
  return {position_of(range.begin, encoding), position_of(range.end, encoding)};
}

/// tree-sitter ends a row at "\n" alone. Where the text has no lone "\r", the two counts are the same.
TSPoint TextBuffer::point_of(std::size_t offset) const {
  auto row = line_of(offset);
  auto start = starts_[row];
  if (lone_returns_ > 0) {
    row = static_cast<std::size_t>(
        std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    start = offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;
  }
  return {static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(offset - start)};
}

syntax::Edit TextBuffer::replace(syntax::ByteRange range, std::string_view by) {
  syntax::Edit edit{range, range.begin + by.size(), point_of(range.begin), point_of(range.end), {}};
  // Whether a line starts at s depends on bytes s-1 and s: range.begin and range.end are both in doubt.
  const auto first = std::lower_bound(starts_.begin(), starts_.end(), std::max<std::size_t>(range.begin, 1));
  const auto last = std::upper_bound(first, starts_.end(), range.end);
  lone_returns_ -= count_lone_returns(text_, first, last);
  text_.replace(range.begin, range.end - range.begin, by);
  const auto fresh = starts_between(std::max<std::size_t>(range.begin, 1), edit.new_end);
  lone_returns_ += count_lone_returns(text_, fresh.begin(), fresh.end());
  const auto shift = edit.new_end - range.end;  // wraps around when the text shrinks, and so does the sum
  std::for_each(last, starts_.end(), [shift](std::size_t& start) { start += shift; });
  const auto gap = starts_.erase(first, last);
  starts_.insert(gap, fresh.begin(), fresh.end());
  edit.new_end_point = point_of(edit.new_end);
  return edit;
}

}  // namespace treewright::lsp
