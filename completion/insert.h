#pragma once
// Steps 5 and 6: a candidate becomes one text edit with the site's indentation and line ends, and is shown
// only if the document with it has no ERROR or MISSING node that was not there before.

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "completion/site.h"

namespace treewright::completion {

struct TextEdit {
  syntax::ByteRange range;  ///< what is replaced; empty for an insertion
  std::string text;
};

/// The edit that puts `lines` on the line after the site's comment, in place of the blank line with the
/// cursor, or in place of `replaced`. Nothing that already follows is duplicated: a trailing run of the
/// candidate's lines equal to the lines that follow (blank ones between left out) is dropped. Empty when
/// nothing is left to insert.
[[nodiscard]] std::optional<TextEdit> make_edit(const Source& source, const Site& site,
                                                const std::vector<text::Line>& lines,
                                                std::optional<syntax::ByteRange> replaced = {});

/// True when applying the edit adds no ERROR or MISSING node, leaves no header without a body, breaks no rule
/// of the language's compiler (engine/syntax/compile_check.h), and does not leave a block in front of a
/// statement. Where the text before it is broken already, the new code must also be whole by itself. Reparses
/// incrementally; false where that takes longer than half a second, or `stop` is requested.
[[nodiscard]] bool is_valid_in_place(const Source& source, const TextEdit& edit,
                                     const std::stop_token& stop = {});

}  // namespace treewright::completion
