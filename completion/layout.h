#pragma once
// Lines, indentation and open blocks of a text, read from its lines with the tree's help: it stays right
// where the tree is full of ERROR nodes. Everything is linear in the lines looked at and never recurses.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "completion/rules.h"
#include "completion/site.h"

namespace treewright::completion {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   ///< before the line end
  std::size_t next = 0;  ///< start of the next line; equal to `end` on a last line without line end
};

/// A level of indentation that is open at some line, with the line that shows it.
struct Level {
  Line line;              ///< the nearest line of code at this level; a header's first line
  std::size_t width = 0;  ///< columns; a tab goes to the next multiple of eight, as Python counts
};

/// A header whose block is open.
struct Header {
  std::size_t begin = 0;  ///< its first byte of code
  std::size_t width = 0;
  BlockKind kind = BlockKind::plain;
  std::string_view name;  ///< of a function or class
};

class Layout {
 public:
  explicit Layout(const Source& source)
      : text_(source.text), tree_(*source.tree), rules_(rules_for(*source.language)) {}

  [[nodiscard]] const Rules& rules() const { return rules_; }
  [[nodiscard]] std::string_view text() const { return text_; }

  [[nodiscard]] Line line_at(std::size_t offset) const;
  [[nodiscard]] std::optional<Line> previous(const Line& line) const;
  [[nodiscard]] std::optional<Line> next(const Line& line) const;

  [[nodiscard]] std::string_view indentation(const Line& line) const;
  [[nodiscard]] std::string_view content(const Line& line) const;  ///< without indentation and trailing space
  [[nodiscard]] std::size_t width(const Line& line) const;
  [[nodiscard]] bool is_blank(const Line& line) const { return content(line).empty(); }
  [[nodiscard]] bool is_comment(const Line& line) const;  ///< a whole line of comment, not text in a string
  [[nodiscard]] bool is_code(const Line& line) const { return !is_blank(line) && !is_comment(line); }
  [[nodiscard]] bool continues_statement(const Line& line) const;  ///< else, except, case …
  [[nodiscard]] bool opens_block(const Line& line) const;
  /// Where a comment starts on a line, trailing or alone.
  [[nodiscard]] std::optional<std::size_t> comment_start(const Line& line) const;

  /// Nodes from the root to the smallest one that holds the byte.
  [[nodiscard]] std::vector<TSNode> path_to(std::size_t offset) const;
  /// The outermost string that holds the byte.
  [[nodiscard]] std::optional<syntax::ByteRange> string_at(std::size_t offset) const;
  /// The start of the statement, bracket or string that a line's first byte is in the middle of.
  [[nodiscard]] std::optional<std::size_t> interrupted(const Line& line) const;

  /// The open levels above a line, innermost first, widths strictly falling. At most 200.
  [[nodiscard]] std::vector<Level> levels_above(const Line& line) const;
  [[nodiscard]] std::optional<Line> code_before(const Line& line) const;
  [[nodiscard]] std::optional<Line> code_after(const Line& line) const;
  /// The last line of the statement that starts on a line: its block and further clauses are in it.
  [[nodiscard]] Line statement_end(const Line& line) const;
  /// The last line, from `first` on, of the block that is indented by `width` or more.
  [[nodiscard]] Line block_end(const Line& first, std::size_t width) const;

  [[nodiscard]] Header header_of(const Line& line) const;
  [[nodiscard]] std::string indent_unit(const std::vector<Level>& levels) const;
  [[nodiscard]] std::string line_end(const Line& line) const;

 private:
  [[nodiscard]] bool is_closed(TSNode node) const;
  [[nodiscard]] Line code_start(const Line& line) const;
  [[nodiscard]] std::string voted_unit() const;

  std::string_view text_;
  const syntax::Tree& tree_;
  const Rules& rules_;
};

/// The indentation of the code that a comment, or the blank line after it, asks for.
struct Placement {
  std::string indentation;
  std::size_t width = 0;
  std::vector<Level> levels;
  std::vector<Header> headers;  ///< whose blocks hold the code, innermost first
};
/// `comment` is the first line of a comment or docstring, or a header line with a trailing comment.
[[nodiscard]] Placement place_code(const Layout& layout, const Line& comment);

/// What the open headers, innermost first, make of the code inside.
[[nodiscard]] engine::Surroundings surroundings_of(const std::vector<Header>& headers);

[[nodiscard]] std::size_t columns(std::string_view indentation);

}  // namespace treewright::completion
