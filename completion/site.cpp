#include "completion/site.h"

#include <algorithm>

#include "completion/description.h"
#include "completion/layout.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::size_t max_run_statements = 3;
constexpr std::size_t max_run_lines = 6;

using Found = tl::expected<Site, Reason>;

// The statement that follows a comment, or the two to three that make one short paragraph with it.
std::optional<syntax::ByteRange> described_run(const Layout& layout, const Line& after, std::size_t width) {
  std::optional<Line> line = layout.next(after);
  const auto is_described = [&](const std::optional<Line>& at) {
    return at && layout.is_code(*at) && layout.width(*at) == width && !layout.continues_statement(*at);
  };
  if (!is_described(line)) return std::nullopt;
  const std::size_t begin = line->begin;
  const Line first_end = layout.statement_end(*line);
  Line last = first_end;
  std::size_t statements = 0;
  bool compound_before_end = false;
  while (is_described(line) && statements <= max_run_statements) {
    last = layout.statement_end(*line);
    ++statements;
    line = layout.next(last);
    compound_before_end |= last.begin != first_end.begin && first_end.begin != begin;
  }
  const std::size_t lines = split_lines(layout.text().substr(begin, last.end - begin)).size();
  const bool one_paragraph =
      statements <= max_run_statements && !compound_before_end && lines <= max_run_lines;
  return syntax::ByteRange{begin, one_paragraph ? last.end : first_end.end};
}

// The rest of the function's body.
std::optional<syntax::ByteRange> described_body(const Layout& layout, const Line& docstring_end,
                                                std::size_t width) {
  const auto code = layout.code_after(docstring_end);
  if (!code || layout.width(*code) < width) return std::nullopt;
  auto begin = layout.next(docstring_end);
  while (begin && layout.is_blank(*begin)) begin = layout.next(*begin);
  return syntax::ByteRange{begin->begin, layout.block_end(*code, width).end};
}

// Above "else:", at its column or left of it, a comment speaks of the branch that follows, where no statement
// may stand. One right below a header may still ask for that header's block.
bool is_between_clauses(const Layout& layout, const Line& first, const Line& last) {
  const auto clause = layout.code_after(last);
  if (!clause || !layout.continues_statement(*clause) || layout.width(first) > layout.width(*clause))
    return false;
  const auto above = layout.code_before(first);
  if (!above || !layout.opens_block(*above)) return true;
  const std::vector<Level> levels = layout.levels_above(first);
  return levels.empty() || levels.front().width < layout.width(*clause);
}

class Finder {
 public:
  Finder(const Source& source, std::size_t offset)
      : layout_(source),
        text_(source.text),
        offset_(std::min(offset, source.text.size())),
        cursor_line_(layout_.line_at(offset_)) {}

  Found find() const {
    if (const auto string = layout_.string_at(offset_); string && string->begin < offset_)
      return docstring(*string);
    Line asked = cursor_line_;
    const bool blank = layout_.is_blank(asked);
    if (blank) {
      const auto before = layout_.previous(asked);
      if (!before || layout_.is_blank(*before)) return tl::unexpected(Reason::no_comment);
      asked = *before;
    }
    if (layout_.is_comment(asked)) return comment_block(asked);
    if (const auto string = string_ending(asked)) return docstring(*string);
    const auto comment = layout_.comment_start(asked);
    if (comment && (blank || offset_ >= *comment)) return trailing_comment(asked, *comment, blank);
    return tl::unexpected(Reason::no_comment);
  }

 private:
  std::optional<syntax::ByteRange> string_ending(const Line& line) const {
    const std::string_view code = layout_.content(line);
    const std::size_t end = static_cast<std::size_t>(code.data() - text_.data()) + code.size();
    if (end == 0 || offset_ < line.begin) return std::nullopt;
    const auto string = layout_.string_at(end - 1);
    // A cursor before the string on its own line is at no docstring.
    if (!string || string->end != end || offset_ < string->begin) return std::nullopt;
    return string;
  }

  Site make_site(SiteKind kind, const Line& first, const Line& last, const Placement& place) const {
    Site site;
    site.kind = kind;
    site.comment = {first.begin + layout_.indentation(first).size(), last.end};
    site.insert_at = last.end;
    site.indentation = place.indentation;
    site.indent_unit = layout_.indent_unit(place.levels);
    site.line_end = layout_.line_end(last);
    site.surroundings = surroundings_of(place.headers);
    if (cursor_line_.begin > last.begin && layout_.is_blank(cursor_line_)) {
      site.blank_line = {cursor_line_.begin, cursor_line_.end};
    }
    return site;
  }

  Found comment_block(const Line& asked) const {
    if (layout_.interrupted(asked)) return tl::unexpected(Reason::no_comment);
    const auto [first, last] = block_around(asked);
    std::vector<std::string_view> lines;
    std::size_t bytes = 0;
    for (std::optional<Line> line = first; line && line->begin <= last.begin; line = layout_.next(*line)) {
      lines.push_back(layout_.content(*line));
      bytes += lines.back().size();
      if (bytes > 2 * max_description_bytes) break;
    }
    std::string description = describe_comment(layout_.rules(), lines);
    if (!says_something(description)) return tl::unexpected(Reason::empty_comment);
    if (is_between_clauses(layout_, first, last)) return tl::unexpected(Reason::not_a_request);
    const Placement place = place_code(layout_, first);
    const SiteKind kind = first.begin == last.begin ? SiteKind::line_comment : SiteKind::comment_block;
    Site site = make_site(kind, first, last, place);
    site.description = std::move(description);
    site.existing_code = described_run(layout_, last, place.width);
    return site;
  }

  // Consecutive lines of comment at one column. The one asked for is found even where its neighbours are
  // pragmas.
  std::pair<Line, Line> block_around(const Line& asked) const {
    const std::size_t width = layout_.width(asked);
    const auto joins = [&](const std::optional<Line>& line) {
      return line && layout_.is_comment(*line) && layout_.width(*line) == width &&
             layout_.content(*line) != layout_.rules().line_comment;
    };
    std::pair<Line, Line> block{asked, asked};
    for (auto line = layout_.previous(asked); joins(line); line = layout_.previous(*line))
      block.first = *line;
    for (auto line = layout_.next(asked); joins(line); line = layout_.next(*line)) block.second = *line;
    return block;
  }

  // After a header it asks for the block; after a whole statement it has its code.
  Found trailing_comment(const Line& line, std::size_t begin, bool blank) const {
    if (layout_.interrupted(line)) return tl::unexpected(Reason::no_comment);
    if (!layout_.opens_block(line)) return tl::unexpected(blank ? Reason::no_comment : Reason::has_code);
    std::string description = describe_comment(layout_.rules(), {text_.substr(begin, line.end - begin)});
    if (!says_something(description)) return tl::unexpected(Reason::empty_comment);
    const Placement place = place_code(layout_, line);
    Site site = make_site(SiteKind::line_comment, line, line, place);
    site.comment.begin = begin;
    site.description = std::move(description);
    site.existing_code = described_run(layout_, line, place.width);
    return site;
  }

  Found docstring(const syntax::ByteRange& string) const {
    const Line first = layout_.line_at(string.begin);
    const Line last = layout_.line_at(string.end);
    const bool alone = string.begin == first.begin + layout_.indentation(first).size() &&
                       layout_.is_blank({string.end, last.end, last.end});
    const auto header = alone ? header_above(first) : std::nullopt;
    if (!header) return tl::unexpected(Reason::no_comment);
    std::string description = describe_docstring(text_.substr(string.begin, string.end - string.begin));
    if (!says_something(description)) return tl::unexpected(Reason::empty_comment);
    Placement place = place_code(layout_, first);
    place.indentation = layout_.indentation(first);
    place.width = layout_.width(first);
    Site site = make_site(SiteKind::docstring, first, last, place);
    site.comment.end = string.end;
    site.description = std::move(description);
    site.surroundings.docstring =
        header->kind == BlockKind::function || header->kind == BlockKind::async_function;
    site.existing_code = site.surroundings.docstring ? described_body(layout_, last, place.width)
                                                     : described_run(layout_, last, place.width);
    return site;
  }

  // The header whose block starts with the string on this line; a plain one for the module. Empty where the
  // string is no docstring.
  std::optional<Header> header_above(const Line& line) const {
    if (layout_.interrupted(line)) return std::nullopt;
    const auto code = layout_.code_before(line);
    if (!code) return Header{};
    const std::vector<Level> levels = layout_.levels_above(line);
    if (!layout_.opens_block(*code) || levels.empty() || levels.front().width >= layout_.width(line)) {
      return std::nullopt;
    }
    const Header header = layout_.header_of(levels.front().line);
    if (header.kind == BlockKind::plain || header.kind == BlockKind::loop) return std::nullopt;
    return header;
  }

  Layout layout_;
  std::string_view text_;
  std::size_t offset_;
  Line cursor_line_;
};

}  // namespace

std::string_view reason_name(Reason reason) {
  switch (reason) {
    case Reason::no_comment:
      return "no-comment";
    case Reason::empty_comment:
      return "empty-comment";
    case Reason::has_code:
      return "has-code";
    case Reason::not_a_request:
      return "not-a-request";
    case Reason::not_understood:
      return "not-understood";
    case Reason::cancelled:
      return "cancelled";
    case Reason::model_missing:
      return "model-missing";
    case Reason::model_loading:
      return "model-loading";
    case Reason::nothing_valid:
      return "nothing-valid";
    case Reason::file_excluded:
      return "file-excluded";
    case Reason::file_too_large:
      return "file-too-large";
    case Reason::unknown_language:
      return "unknown-language";
    case Reason::no_code:
      return "no-code";
    case Reason::invalid_code:
      return "invalid-code";
    case Reason::not_this_model:
      return "not-this-model";
    case Reason::code_too_long:
      return "code-too-long";
  }
  return "unknown";
}

Found find_site(const Source& source, std::size_t offset) { return Finder(source, offset).find(); }

}  // namespace treewright::completion
