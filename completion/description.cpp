#include "completion/description.h"

#include <algorithm>

#include "support/text.h"
#include "support/unicode.h"

namespace treewright::completion {
namespace {

bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

bool is_ruler(char c) { return std::string_view("-=*~#_+").find(c) != std::string_view::npos; }

// "---- Setup ----" and "Setup ======": rulers of three marks or more go.
std::string_view strip_rulers(std::string_view text) {
  const auto run_at_end = [&] {
    const auto last = std::find_if_not(text.rbegin(), text.rend(), is_ruler);
    return static_cast<std::size_t>(last - text.rbegin());
  };
  const auto head =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ruler) - text.begin());
  if (head >= 3) text = trim(text.substr(head));
  for (std::size_t tail = run_at_end(); tail >= 3; tail = run_at_end()) {
    text = trim(text.substr(0, text.size() - tail));
  }
  return text;
}

// "TODO(ann): sort them" → "sort them".
std::string_view strip_task_mark(std::string_view text) {
  for (const std::string_view mark : {"TODO", "FIXME", "XXX"}) {
    if (!text.starts_with(mark)) continue;
    std::string_view rest = text.substr(mark.size());
    if (rest.starts_with('(') && rest.find(')') != std::string_view::npos)
      rest.remove_prefix(rest.find(')') + 1);
    if (!rest.empty() && is_alphanumeric(rest.front())) continue;
    while (!rest.empty() && (rest.front() == ':' || rest.front() == '-' || is_space(rest.front()))) {
      rest.remove_prefix(1);
    }
    return rest;
  }
  return text;
}

// Typographic marks in the plain form that code and the model know.
std::string_view plain_mark(std::string_view character) {
  if (character.size() != 3 || !character.starts_with("\xE2\x80")) return character;
  switch (static_cast<unsigned char>(character[2])) {
    case 0x98:
    case 0x99:
      return "'";
    case 0x9C:
    case 0x9D:
      return "\"";
    case 0x93:
    case 0x94:
      return "-";
    case 0xA6:
      return "...";
    default:
      return character;
  }
}

// One line of words: runs of space and control characters are one space, invalid bytes and characters without
// a picture (marks of direction, byte order marks) go, the limits hold.
class OneLine {
 public:
  /// False when the limit is reached.
  bool append(std::string_view text) {
    pending_space_ = !line_.empty();
    while (!text.empty()) {
      const auto [value, length] = code_point_at(text, 0);
      if (length > 0 && is_blank(value)) {
        pending_space_ = !line_.empty();
      } else if (length > 0 && !is_unseen(value) && !append_character(plain_mark(text.substr(0, length)))) {
        return false;
      }
      text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return true;
  }
  [[nodiscard]] std::string take() { return std::move(line_); }

 private:
  static bool is_blank(char32_t c) { return c <= ' ' || c == 0x7F || (c > 0x7F && is_wide_space(c)); }
  static bool is_unseen(char32_t c) { return c > 0x7F && is_invisible(c); }

  bool append_character(std::string_view character) {
    if (pending_space_ || line_.empty()) {
      if (++words_ > max_description_words) return false;
      if (pending_space_) line_ += ' ';
      pending_space_ = false;
    }
    if (line_.size() + character.size() > max_description_bytes) return false;
    line_ += character;
    return true;
  }

  std::string line_;
  std::size_t words_ = 0;
  bool pending_space_ = false;
};

std::string_view strip_quotes(std::string_view literal) {
  std::size_t prefix = 0;
  while (prefix < literal.size() && is_letter(literal[prefix])) ++prefix;
  literal.remove_prefix(prefix);
  if (literal.empty()) return literal;
  const std::string quote(1, literal.front());
  const std::string mark = literal.starts_with(quote + quote + quote) ? quote + quote + quote : quote;
  literal.remove_prefix(mark.size());
  if (literal.ends_with(mark)) literal.remove_suffix(mark.size());
  return literal;
}

// reStructuredText's marks: ``x`` and :class:`~a.X` become `x` and `a.X`.
std::string plain_markup(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') {
      std::size_t end = i + 1;
      while (end < text.size() && (is_letter(text[end]) || text[end] == ':')) ++end;
      if (end > i + 2 && end < text.size() && text[end] == '`' && text[end - 1] == ':') i = end;
    }
    plain += text[i];
    if (text[i] == '`' && i + 1 < text.size() && (text[i + 1] == '`' || text[i + 1] == '~')) ++i;
  }
  return plain;
}

// Lines after which a docstring lists or shows instead of summing up.
bool ends_summary(std::string_view line) {
  for (const std::string_view mark :
       {":param",  ":return", ":rtype",   ":raise",    ":type",       "@param",     "@return",
        ">>>",     "..",      "---",      "===",       "Args:",       "Arguments:", "Returns:",
        "Raises:", "Yields:", "Example:", "Examples:", "Parameters:", "Note:",      "Usage:"}) {
    if (line.starts_with(mark)) return true;
  }
  return line == "Parameters" || line == "Returns" || line == "Examples";
}

}  // namespace

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      if (is_alphanumeric(text[at++])) return true;
      continue;
    }
    const CodePoint character = code_point_at(text, at);
    if (character.size > 0 && is_letter(character.value)) return true;
    at += std::max<std::size_t>(1, character.size);
  }
  return false;
}

std::string_view comment_text(const Rules& rules, std::string_view comment) {
  std::string_view text = trim(comment);
  while (!rules.line_comment.empty() && text.starts_with(rules.line_comment)) {
    text.remove_prefix(rules.line_comment.size());
  }
  if (text.starts_with(':')) text.remove_prefix(1);  // "#:", which documents an attribute
  text = trim(text);
  const std::string start = lower_case(text.substr(0, 24));
  for (const std::string_view pragma : rules.pragmas) {
    if (start.starts_with(pragma)) return {};
  }
  text = strip_rulers(text);
  return says_something(text.substr(0, max_description_bytes)) ? text : std::string_view{};
}

std::string describe_comment(const Rules& rules, const std::vector<std::string_view>& lines) {
  OneLine description;
  bool first = true;
  for (const std::string_view line : lines) {
    std::string_view text = comment_text(rules, line);
    if (first) text = strip_task_mark(text);
    if (text.empty()) continue;
    first = false;
    if (!description.append(text)) break;
  }
  return description.take();
}

std::string describe_docstring(std::string_view literal) { return summarise(strip_quotes(literal)); }

std::string summarise(std::string_view text) {
  std::string_view rest = trim(text.substr(0, std::size_t{1} << 16));
  OneLine description;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = trim(rest.substr(0, end));
    if (line.empty() || ends_summary(line) || !description.append(line)) break;
    rest.remove_prefix(end);
    if (rest.starts_with("\r\n")) rest.remove_prefix(1);
    if (!rest.empty()) rest.remove_prefix(1);
  }
  return plain_markup(description.take());
}

}  // namespace treewright::completion
