// Which open block a comment's code belongs to.
#include <algorithm>

#include "completion/layout.h"

namespace treewright::completion {
namespace {

struct Column {
  std::size_t width = 0;
  std::string indentation;
};

bool is_deeper(const Layout& layout, const std::optional<Line>& line, std::size_t width) {
  return line && layout.width(*line) > width;
}

// The body's column after a header: what is there already decides, then the comment, then the file's habit.
Column body_column(const Layout& layout, const Line& header, const Line& comment,
                   const std::vector<Level>& levels) {
  const std::size_t width = layout.width(header);
  const auto after = layout.code_after(comment);
  for (const std::optional<Line>& line : {after, std::optional(comment)}) {
    if (is_deeper(layout, line, width)) return {layout.width(*line), std::string(layout.indentation(*line))};
  }
  std::string indentation = std::string(layout.indentation(header)) + layout.indent_unit(levels);
  const std::size_t body_width = columns(indentation);
  return {body_width, std::move(indentation)};
}

std::vector<Column> open_columns(const Layout& layout, const Line& comment,
                                 const std::vector<Level>& levels) {
  std::vector<Column> open;
  open.reserve(levels.size() + 1);
  for (const Level& level : levels)
    open.push_back({level.width, std::string(layout.indentation(level.line))});
  if (open.empty()) {
    const auto after = layout.code_after(comment);
    open.push_back(after ? Column{layout.width(*after), std::string(layout.indentation(*after))} : Column{});
  }
  return open;
}

// A code line that follows must stay in its block, and a clause (else …) with its statement.
void fit_what_follows(const Layout& layout, const Line& comment, const std::vector<Column>& open,
                      Column& chosen) {
  const auto after = layout.code_after(comment);
  if (!after) return;
  const std::size_t width = layout.width(*after);
  const bool clause = layout.continues_statement(*after);
  for (auto column = open.rbegin(); column != open.rend(); ++column) {
    if (clause ? column->width > width : column->width == width) {
      if (column->width > chosen.width) chosen = *column;
      return;
    }
  }
}

// A header just above asks for its body; one with blank lines between does so only for a deeper comment.
bool asks_for_body(const Layout& layout, const Line& comment, const Line& header, std::size_t header_width) {
  if (!layout.opens_block(header)) return false;
  const std::size_t width = layout.width(comment);
  auto between = layout.previous(comment);
  while (between && layout.is_comment(*between)) between = layout.previous(*between);
  return width > header_width || (between && between->begin == header.begin) ||
         is_deeper(layout, layout.code_after(comment), header_width);
}

Column choose_column(const Layout& layout, const Line& comment, const std::vector<Level>& levels) {
  const auto above = layout.code_before(comment);
  if (above && !levels.empty() && asks_for_body(layout, comment, *above, levels.front().width)) {
    return body_column(layout, levels.front().line, comment, levels);
  }
  const std::vector<Column> open = open_columns(layout, comment, levels);
  const std::size_t width = layout.width(comment);
  const auto fit = std::find_if(open.begin(), open.end(), [&](const Column& c) { return c.width <= width; });
  Column chosen = fit != open.end() ? *fit : open.back();
  fit_what_follows(layout, comment, open, chosen);
  return chosen;
}

}  // namespace

Placement place_code(const Layout& layout, const Line& comment) {
  Placement place;
  place.levels = layout.levels_above(comment);
  Column column;
  if (layout.is_code(comment) && layout.opens_block(comment) &&
      !layout.string_at(comment.begin + layout.indentation(comment).size())) {
    while (!place.levels.empty() && place.levels.front().width >= layout.width(comment)) {
      place.levels.erase(place.levels.begin());
    }
    place.levels.insert(place.levels.begin(), {comment, layout.width(comment)});
    column = body_column(layout, comment, comment, place.levels);
  } else {
    column = choose_column(layout, comment, place.levels);
  }
  place.indentation = std::move(column.indentation);
  place.width = column.width;
  for (const Level& level : place.levels) {
    if (level.width < place.width) place.headers.push_back(layout.header_of(level.line));
  }
  return place;
}

engine::Surroundings surroundings_of(const std::vector<Header>& headers) {
  engine::Surroundings around;
  for (const Header& header : headers) {
    around.in_loop |= header.kind == BlockKind::loop;
    if (header.kind == BlockKind::type) {
      around.in_class_body = true;
      return around;
    }
    if (header.kind == BlockKind::function || header.kind == BlockKind::async_function) {
      around.in_function = true;
      around.in_async = header.kind == BlockKind::async_function;
      return around;
    }
  }
  return around;
}

}  // namespace treewright::completion
