#pragma once
// Suggestions → what the three ways to show them want: a menu, ghost text, an edit.

#include "lsp/suggestion_job.h"

namespace treewright::lsp {

/// Where the workspace has code like it, {uri, line, similarity, text}: "like src/io.py:42, 0.83".
[[nodiscard]] Json like_of(const SuggestionJob& job, const completion::Provenance& from);

/// CompletionList. Without items, `data.reason` says why. An item's `data` holds its code, for
/// completionItem/resolve.
[[nodiscard]] Json completion_list(const SuggestionJob& job, const SuggestionResult& result);
/// InlineCompletionList (LSP 3.18), likewise with `data.reason`.
[[nodiscard]] Json inline_completion_list(const SuggestionJob& job, const SuggestionResult& result);
/// The answers of the two to a request that a newer edit has overtaken.
[[nodiscard]] Json cancelled_completion_list();
[[nodiscard]] Json cancelled_inline_completion_list();

/// The item with its code as Markdown documentation; one that is not ours is returned as it is.
[[nodiscard]] Json resolved_item(Json item);

}  // namespace treewright::lsp
