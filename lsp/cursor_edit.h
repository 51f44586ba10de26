#pragma once
// A suggestion's edit, said as an edit around the cursor: what menus and ghost text can show.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "completion/insert.h"
#include "lsp/text_buffer.h"

namespace treewright::lsp {

/// An edit that has the effect of `edit`, whose range lies on the cursor's line and holds the cursor (LSP
/// wants both of CompletionItem.textEdit and of InlineCompletionItem.range):
/// - with the cursor on the edit's line, what stands between the two is written again, unchanged;
/// - with the cursor on a blank line below a pure insertion, that line is replaced instead of pushed down.
/// Empty where that is impossible: the edit spans lines or begins on another one.
[[nodiscard]] std::optional<completion::TextEdit> edit_around_cursor(const TextBuffer& buffer,
                                                                     std::size_t cursor,
                                                                     const completion::TextEdit& edit);

}  // namespace treewright::lsp
