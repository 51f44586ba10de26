#pragma once
// A text and where its lines begin, kept together through edits. Line ends: "\n", "\r\n" and "\r" (LSP, "Text
// Documents").

#include <tree_sitter/api.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"
#include "lsp/position.h"
#include "lsp/protocol.h"

namespace treewright::lsp {

/// Offsets and ranges are bytes. Not thread-safe while replace() runs.
class TextBuffer {
 public:
  explicit TextBuffer(std::string text = {});

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t line_count() const { return starts_.size(); }
  [[nodiscard]] std::size_t line_start(std::size_t line) const { return starts_[line]; }
  /// Before the line's end.
  [[nodiscard]] std::size_t line_end(std::size_t line) const;
  /// Without its line end.
  [[nodiscard]] std::string_view line(std::size_t line) const;
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

  /// A line past the last one is the end of the text; for columns see byte_of_column.
  [[nodiscard]] std::size_t offset_of(Position position, PositionEncoding encoding) const;
  [[nodiscard]] Position position_of(std::size_t offset, PositionEncoding encoding) const;
  [[nodiscard]] Range range_of(syntax::ByteRange range, PositionEncoding encoding) const;

  /// Puts `by` in place of `range`, which must lie inside the text, and says what changed as tree-sitter
  /// wants it. Costs a move of what follows; only the lines that changed are looked at.
  syntax::Edit replace(syntax::ByteRange range, std::string_view by);

 private:
  [[nodiscard]] TSPoint point_of(std::size_t offset) const;
  [[nodiscard]] std::vector<std::size_t> starts_between(std::size_t first, std::size_t last) const;

  std::string text_;
  std::vector<std::size_t> starts_;  ///< ascending; the first is 0
  std::size_t lone_returns_ = 0;     ///< line ends "\r": tree-sitter's rows do not count them
};

}  // namespace treewright::lsp
