#include "completion/posed_row.h"

#include <algorithm>
#include <vector>

#include "completion/layout.h"

namespace treewright::completion {
namespace {

/// "\r\n" and "\r" end a line too.
std::vector<std::string> description_lines(std::string_view description) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < description.size(); ++i) {
    const char c = description[i];
    if (c == '\n' || c == '\r') {
      if (c == '\r' && description.substr(i + 1).starts_with('\n')) ++i;
      lines.emplace_back();
    } else {
      const bool control = static_cast<unsigned char>(c) < ' ' || c == 0x7F;
      lines.back() += control ? ' ' : c;
    }
  }
  return lines;
}

struct Place {
  std::string indentation;
  std::string line_end;
};

/// After a whole last line of `text`.
Place place_after(const syntax::Language& language, std::string_view text) {
  const syntax::Tree tree = syntax::Parser(language).parse(text);
  const Layout layout({&language, text, &tree});
  const Line here = layout.line_at(text.size());
  auto last = layout.previous(here);
  while (last && layout.is_blank(*last)) last = layout.previous(*last);
  Place place{{}, layout.line_end(here)};
  if (!last) return place;
  const std::vector<Level> levels = layout.levels_above(here);
  const bool is_comment = layout.is_comment(*last) || levels.empty();
  place.indentation = layout.indentation(is_comment ? *last : levels.front().line);
  if (!is_comment && layout.opens_block(*last)) place.indentation += layout.indent_unit(levels);
  return place;
}

std::string write_comment(const syntax::Language& language, const std::vector<std::string>& lines,
                          const Place& place) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += place.line_end;
    text += place.indentation + std::string(language.line_comment) + (line.empty() ? "" : " ") + line;
  }
  return text;
}

std::string write_docstring(std::vector<std::string> lines, const Place& place) {
  const auto has = [&](std::string_view mark) {
    return std::ranges::any_of(lines,
                               [&](const std::string& line) { return line.find(mark) != std::string::npos; });
  };
  std::string quote = R"(""")";
  if (has(quote) && !has("'''")) quote = "'''";
  std::string text = place.indentation + quote;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string& line = lines[i];
    for (std::size_t at = 0; (at = line.find(quote, at)) != std::string::npos;) line.erase(at, 2);
    if (i > 0) text += place.line_end + (line.empty() ? "" : place.indentation);
    text += line;
  }
  if (lines.size() > 1) return text + place.line_end + place.indentation + quote;
  const bool joins =
      text.ends_with('\\') || (text.size() > place.indentation.size() + 3 && text.back() == quote[0]);
  return text + (joins ? " " : "") + quote;
}

}  // namespace

PosedRow pose(const syntax::Language& language, std::string_view context, std::string_view description,
              bool docstring) {
  const std::size_t last_begin = context.find_last_of("\r\n") + 1;  // npos + 1 is 0
  const std::string_view last = context.substr(last_begin);
  const bool is_indentation = last.find_first_not_of(" \t") == std::string_view::npos;
  PosedRow row{std::string(is_indentation ? context.substr(0, last_begin) : context), 0};
  if (!is_indentation) row.text += place_after(language, row.text).line_end;
  Place place = place_after(language, row.text);
  if (is_indentation && !last.empty()) place.indentation = last;
  const auto lines = description_lines(description);
  row.text += docstring ? write_docstring(lines, place) : write_comment(language, lines, place);
  row.offset = row.text.size();
  return row;
}

}  // namespace treewright::completion
