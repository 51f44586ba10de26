#include "completion/layout.h"

#include <algorithm>
#include <limits>
#include <map>

#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::size_t max_levels = 200;
constexpr std::size_t lines_that_vote = 4000;

bool is_indent(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// A byte order mark is no part of the first line.
std::size_t first_byte(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::string_view take_word(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_word_character(text[n])) ++n;
  const std::string_view word = text.substr(0, n);
  text.remove_prefix(n);
  while (!text.empty() && is_indent(text.front())) text.remove_prefix(1);
  return word;
}

bool starts_with_words(std::string_view line, std::string_view words) {
  while (!words.empty()) {
    if (take_word(words) != take_word(line)) return false;
  }
  return true;
}

}  // namespace

std::size_t columns(std::string_view indentation) {
  std::size_t width = 0;
  for (const char c : indentation) {
    if (c == '\t') {
      width = (width / 8 + 1) * 8;
    } else {
      width = c == '\f' ? 0 : width + 1;
    }
  }
  return width;
}

Line Layout::line_at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  if (offset > 0 && offset < text_.size() && text_[offset] == '\n' && text_[offset - 1] == '\r') --offset;
  Line line{offset, offset, offset};
  while (line.begin > 0 && !is_line_end(text_[line.begin - 1])) --line.begin;
  line.begin = std::max(line.begin, first_byte(text_));
  line.end = std::max(line.end, line.begin);
  while (line.end < text_.size() && !is_line_end(text_[line.end])) ++line.end;
  line.next = line.end;
  if (line.next < text_.size() && text_[line.next] == '\r') ++line.next;
  if (line.next < text_.size() && text_[line.next] == '\n') ++line.next;
  return line;
}

std::optional<Line> Layout::previous(const Line& line) const {
  const std::size_t first = first_byte(text_);
  if (line.begin <= first) return std::nullopt;
  Line before{0, line.begin - 1, line.begin};
  if (text_[before.end] == '\n' && before.end > 0 && text_[before.end - 1] == '\r') --before.end;
  before.begin = before.end;
  while (before.begin > first && !is_line_end(text_[before.begin - 1])) --before.begin;
  return before;
}

std::optional<Line> Layout::next(const Line& line) const {
  if (line.next == line.end) return std::nullopt;
  return line_at(line.next);
}

std::string_view Layout::indentation(const Line& line) const {
  std::size_t end = line.begin;
  while (end < line.end && is_indent(text_[end])) ++end;
  return text_.substr(line.begin, end - line.begin);
}

std::string_view Layout::content(const Line& line) const {
  std::size_t end = line.end;
  while (end > line.begin && is_indent(text_[end - 1])) --end;
  std::size_t begin = line.begin;
  while (begin < end && is_indent(text_[begin])) ++begin;
  return text_.substr(begin, end - begin);
}

std::size_t Layout::width(const Line& line) const { return columns(indentation(line)); }

bool Layout::is_comment(const Line& line) const {
  return content(line).starts_with(rules_.line_comment) && !string_at(line.begin + indentation(line).size());
}

bool Layout::continues_statement(const Line& line) const {
  const std::string_view code = content(line);
  const auto starts = [&](std::string_view word) { return starts_with_words(code, word); };
  if (std::ranges::any_of(rules_.continuations, starts)) return true;
  return std::ranges::any_of(rules_.soft_continuations, starts) && opens_block(line);
}

std::optional<std::size_t> Layout::comment_start(const Line& line) const {
  char quote = 0;
  for (std::size_t i = line.begin; i < line.end; ++i) {
    const char c = text_[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (text_.substr(i).starts_with(rules_.line_comment)) {
      return string_at(i) ? std::nullopt : std::optional(i);
    }
  }
  return std::nullopt;
}

bool Layout::opens_block(const Line& line) const {
  if (rules_.block_opener.empty()) return false;
  std::size_t end = line.end;
  if (const auto comment = comment_start(line)) end = *comment;
  return content({line.begin, end, end}).ends_with(rules_.block_opener);
}

std::vector<TSNode> Layout::path_to(std::size_t offset) const {
  std::vector<TSNode> path;
  if (tree_.empty()) return path;
  const auto byte =
      static_cast<std::uint32_t>(std::min<std::size_t>(offset, std::numeric_limits<std::uint32_t>::max()));
  TSTreeCursor cursor = ts_tree_cursor_new(tree_.root());
  path.push_back(tree_.root());
  while (ts_tree_cursor_goto_first_child_for_byte(&cursor, byte) >= 0) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    if (ts_node_start_byte(node) > byte || ts_node_end_byte(node) <= byte) break;
    path.push_back(node);
  }
  ts_tree_cursor_delete(&cursor);
  return path;
}

std::optional<syntax::ByteRange> Layout::string_at(std::size_t offset) const {
  for (const TSNode& node : path_to(offset)) {
    if (rules_.is(node, role_string)) return syntax::node_range(node);
  }
  return std::nullopt;
}

std::optional<std::size_t> Layout::interrupted(const Line& line) const {
  bool broken = false;  // then only strings and closed brackets can be told
  for (const TSNode& node : path_to(line.begin + indentation(line).size())) {
    if (ts_node_start_byte(node) >= line.begin) return std::nullopt;
    if (rules_.is(node, role_container)) continue;
    broken |= ts_node_has_error(node);
    if (ts_node_is_error(node)) continue;
    if (rules_.is(node, role_string) || !broken || is_closed(node)) return ts_node_start_byte(node);
  }
  return std::nullopt;
}

// A pair of brackets that is whole in itself.
bool Layout::is_closed(TSNode node) const {
  const std::string_view code = syntax::node_text(node, text_);
  constexpr std::string_view opening = "([{", closing = ")]}";
  const std::size_t bracket = code.empty() ? std::string_view::npos : opening.find(code.front());
  return bracket != std::string_view::npos && code.back() == closing[bracket] && !ts_node_has_error(node);
}

// The first line of the statement that `line`, a line of code, belongs to.
Line Layout::code_start(const Line& line) const {
  Line start = line;
  while (const auto begin = interrupted(start)) start = line_at(*begin);
  return start;
}

std::optional<Line> Layout::code_before(const Line& line) const {
  for (auto before = previous(line); before; before = previous(*before)) {
    if (is_code(*before)) return before;
  }
  return std::nullopt;
}

std::optional<Line> Layout::code_after(const Line& line) const {
  for (auto after = next(line); after; after = next(*after)) {
    if (is_code(*after)) return after;
  }
  return std::nullopt;
}

std::vector<Level> Layout::levels_above(const Line& line) const {
  std::vector<Level> levels;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::optional<Line> at = previous(line);
  while (at && least > 0 && levels.size() < max_levels) {
    if (!is_blank(*at) && width(*at) < least && !is_comment(*at)) {
      const Line start = code_start(*at);
      if (width(start) < least && !is_comment(start)) {
        least = width(start);
        levels.push_back({start, least});
      }
      at = start;
    }
    at = previous(*at);
  }
  return levels;
}

Line Layout::statement_end(const Line& line) const {
  const std::size_t begin = line.begin + indentation(line).size();
  for (const TSNode& node : path_to(begin)) {
    if (ts_node_start_byte(node) != begin || rules_.is(node, role_block) || ts_node_is_error(node)) continue;
    std::size_t end = ts_node_end_byte(node);
    while (end > begin && (is_indent(text_[end - 1]) || is_line_end(text_[end - 1]))) --end;
    return line_at(end);
  }
  return line;
}

Line Layout::block_end(const Line& first, std::size_t least) const {
  Line last = first;
  for (std::optional<Line> line = first; line; line = next(*line)) {
    if (is_blank(*line)) continue;
    if (width(*line) < least && !interrupted(*line)) break;
    last = *line;
  }
  return last;
}

Header Layout::header_of(const Line& line) const {
  Header header{line.begin + indentation(line).size(), width(line), BlockKind::plain, {}};
  std::string_view code = content(line);
  for (const Keyword& keyword : rules_.headers) {
    if (!starts_with_words(code, keyword.word)) continue;
    header.kind = keyword.kind;
    for (std::string_view words = keyword.word; !words.empty();) {
      take_word(words);
      take_word(code);
    }
    if (keyword.kind != BlockKind::loop) header.name = take_word(code);
    break;
  }
  return header;
}

std::string Layout::indent_unit(const std::vector<Level>& levels) const {
  for (std::size_t i = 1; i < levels.size(); ++i) {
    const std::string_view inner = indentation(levels[i - 1].line);
    const std::string_view outer = indentation(levels[i].line);
    if (inner.starts_with(outer) && opens_block(levels[i].line))
      return std::string(inner.substr(outer.size()));
  }
  return voted_unit();
}

// The commonest step from a header to its first line.
std::string Layout::voted_unit() const {
  std::map<std::string_view, int> votes;
  std::optional<Line> line = line_at(0);
  for (std::size_t count = 0; line && count < lines_that_vote; ++count) {
    const std::optional<Line> after = next(*line);
    if (after && !is_blank(*line) && !is_blank(*after) && width(*after) > width(*line) &&
        indentation(*after).starts_with(indentation(*line)) &&
        content(*line).ends_with(rules_.block_opener)) {
      ++votes[indentation(*after).substr(indentation(*line).size())];
    }
    line = after;
  }
  const auto best = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best != votes.end()) return std::string(best->first);
  return "    ";
}

std::string Layout::line_end(const Line& line) const {
  if (line.next > line.end) return std::string(text_.substr(line.end, line.next - line.end));
  if (const auto before = previous(line))
    return std::string(text_.substr(before->end, before->next - before->end));
  return "\n";
}

}  // namespace treewright::completion
