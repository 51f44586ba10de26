#pragma once
// Step 1 of a request: what is asked (comment or docstring), and where the code goes. Bytes throughout.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "engine/request.h"
#include "engine/syntax/tree.h"

namespace treewright::completion {

/// Why there is no suggestion: machine-readable, sent to clients by name (see reason_name).
enum class Reason {
  no_comment,      ///< the cursor is at no comment or docstring
  empty_comment,   ///< it says nothing (or is a pragma: shebang, coding, noqa, type: …)
  has_code,        ///< the comment already has its code, and the request came from typing
  not_a_request,   ///< it asks for no code here (intent.h), and nobody asked but by typing; or no code may
                   ///< stand there
  not_understood,  ///< no words that the model could know: another language, or keys struck at random
  cancelled,
  model_missing,
  model_loading,
  nothing_valid,  ///< the model's candidates did not fit here
  file_excluded,
  file_too_large,
  unknown_language,
  // Of the attention view alone:
  no_code,         ///< neither given nor below the comment
  invalid_code,    ///< it does not parse
  not_this_model,  ///< the model could never write that code
  code_too_long,
};
[[nodiscard]] std::string_view reason_name(Reason reason);  ///< "no-comment", "empty-comment", …

enum class SiteKind { line_comment, comment_block, docstring };

struct Site {
  SiteKind kind;
  std::string description;    ///< comment marks, quotes and layout removed; one line
  syntax::ByteRange comment;  ///< first byte of the first line's comment to the end of the last
  std::size_t insert_at = 0;  ///< end of the line that the code follows, before its line end
  std::optional<syntax::ByteRange> blank_line;  ///< the blank line with the cursor: the code takes its place
  std::string indentation;                      ///< of the code's depth 0, exactly as the file indents
  std::string indent_unit;                      ///< one level: the file's own ("    ", "\t", "  ")
  std::string line_end;                         ///< "\n", "\r\n" or "\r", the file's own
  std::optional<syntax::ByteRange> existing_code;  ///< whole lines that the comment already describes
  engine::Surroundings surroundings;
};

/// An immutable text with its tree, as every request sees it.
struct Source {
  const syntax::Language* language;
  std::string_view text;
  const syntax::Tree* tree;
};

/// The site at `offset` (cursor at the comment's end, inside it, or on the blank line after it). Never
/// throws; any bytes and any offset are fine. ERROR nodes around the cursor do not hide a site.
[[nodiscard]] tl::expected<Site, Reason> find_site(const Source& source, std::size_t offset);

}  // namespace treewright::completion
