#pragma once
// The document that a row of (context, description) makes: tests/corpus/README.md, "Where the site stands".

#include <string>
#include <string_view>

#include "engine/syntax/tree.h"

namespace treewright::completion {

struct RowDocument {
  std::string text;
  std::size_t offset = 0;  ///< the end of the comment or docstring, which is the end of the text
};

/// The description as a comment (one a line) or a docstring on the line after `context`: inside the block
/// that the last line opens, else at its statement's indentation; empty lines at the end do not count. Where
/// `context` ends in spaces with no line end after them, they are the indentation. Any text will do: control
/// characters become spaces, and nothing in `description` ends the comment or docstring early.
[[nodiscard]] RowDocument make_row_document(const syntax::Language& language, std::string_view context,
                                            std::string_view description, bool docstring);

}  // namespace treewright::completion
