#include "completion/insert.h"

#include <algorithm>

#include "completion/layout.h"

namespace treewright::completion {
namespace {

std::string_view without_trailing_space(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

std::vector<std::string> indented(const Site& site, const std::vector<text::Line>& lines) {
  std::vector<std::string> result;
  for (const text::Line& line : lines) {
    std::string& text = result.emplace_back(site.indentation);
    for (int depth = 0; depth < line.depth; ++depth) text += site.indent_unit;
    text += line.text;
  }
  return result;
}

// The next `count` lines after an offset, blank ones in front left out.
std::vector<std::string_view> lines_after(const Layout& layout, std::size_t offset, std::size_t count) {
  std::vector<std::string_view> following;
  for (auto line = layout.next(layout.line_at(offset)); line && following.size() < count;
       line = layout.next(*line)) {
    if (following.empty() && layout.is_blank(*line)) continue;
    following.push_back(without_trailing_space(layout.text().substr(line->begin, line->end - line->begin)));
  }
  return following;
}

void drop_what_follows(const Layout& layout, std::size_t offset, std::vector<std::string>& lines) {
  const std::vector<std::string_view> following = lines_after(layout, offset, lines.size());
  for (std::size_t run = std::min(lines.size(), following.size()); run > 0; --run) {
    if (std::equal(lines.end() - static_cast<std::ptrdiff_t>(run), lines.end(), following.begin())) {
      lines.resize(lines.size() - run);
      return;
    }
  }
}

std::string joined(const std::vector<std::string>& lines, std::string_view line_end) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += line_end;
    text += line;
  }
  return text;
}

}  // namespace

std::optional<TextEdit> make_edit(const Source& source, const Site& site,
                                  const std::vector<text::Line>& lines,
                                  std::optional<syntax::ByteRange> replaced) {
  const std::optional<syntax::ByteRange> place = replaced ? replaced : site.blank_line;
  std::vector<std::string> code = indented(site, lines);
  drop_what_follows(Layout(source), place ? place->end : site.insert_at, code);
  if (code.empty()) return std::nullopt;
  std::string text = joined(code, site.line_end);
  if (place) return TextEdit{*place, std::move(text)};
  return TextEdit{{site.insert_at, site.insert_at}, site.line_end + text};
}

}  // namespace treewright::completion
