#include "completion/row_document.h"

#include <algorithm>
#include <vector>

#include "completion/layout.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

std::vector<std::string> description_lines(std::string_view description) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(description)) {
    std::string& plain = lines.emplace_back(line);
    std::ranges::replace_if(
        plain, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, ' ');
  }
  return lines;
}

/// Where the comment goes.
struct Margin {
  std::string indentation;
  std::string line_end;
};

/// After a whole last line of `text`.
Margin margin_after(const syntax::Language& language, std::string_view text) {
  const syntax::Tree tree = syntax::Parser(language).parse(text);
  const Layout layout({&language, text, &tree});
  const Line here = layout.line_at(text.size());
  auto last = layout.previous(here);
  while (last && layout.is_blank(*last)) last = layout.previous(*last);
  Margin margin{{}, layout.line_end(here)};
  if (!last) return margin;
  const std::vector<Level> levels = layout.levels_above(here);
  const bool is_comment = layout.is_comment(*last) || levels.empty();
  margin.indentation = layout.indentation(is_comment ? *last : levels.front().line);
  if (!is_comment && layout.opens_block(*last)) margin.indentation += layout.indent_unit(levels);
  return margin;
}

std::string write_comment(const syntax::Language& language, const std::vector<std::string>& lines,
                          const Margin& margin) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += margin.line_end;
    text += margin.indentation + std::string(language.line_comment) + (line.empty() ? "" : " ") + line;
  }
  return text;
}

std::string write_docstring(std::vector<std::string> lines, const Margin& margin) {
  const auto has = [&](std::string_view mark) {
    return std::ranges::any_of(lines,
                               [&](const std::string& line) { return line.find(mark) != std::string::npos; });
  };
  std::string quote = R"(""")";
  if (has(quote) && !has("'''")) quote = "'''";
  std::string text = margin.indentation + quote;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string& line = lines[i];
    for (std::size_t at = 0; (at = line.find(quote, at)) != std::string::npos;) line.erase(at, 2);
    if (i > 0) text += margin.line_end + (line.empty() ? "" : margin.indentation);
    text += line;
  }
  if (lines.size() > 1) return text + margin.line_end + margin.indentation + quote;
  const bool joins =
      text.ends_with('\\') || (text.size() > margin.indentation.size() + 3 && text.back() == quote[0]);
  return text + (joins ? " " : "") + quote;
}

}  // namespace

RowDocument make_row_document(const syntax::Language& language, std::string_view context,
                              std::string_view description, bool docstring) {
  const std::size_t last_begin = context.find_last_of("\r\n") + 1;  // npos + 1 is 0
  const std::string_view last = context.substr(last_begin);
  const bool is_indentation = last.find_first_not_of(" \t") == std::string_view::npos;
  RowDocument row{std::string(is_indentation ? context.substr(0, last_begin) : context), 0};
  if (!is_indentation) row.text += margin_after(language, row.text).line_end;
  Margin margin = margin_after(language, row.text);
  if (is_indentation && !last.empty()) margin.indentation = last;
  const auto lines = description_lines(description);
  row.text += docstring ? write_docstring(lines, margin) : write_comment(language, lines, margin);
  row.offset = row.text.size();
  return row;
}

}  // namespace treewright::completion
