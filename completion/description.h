#pragma once
// What a comment or docstring says, without its marks and layout. Training rows and requests are cleaned
// alike.

#include <string>
#include <string_view>
#include <vector>

#include "completion/rules.h"

namespace treewright::completion {

/// A description holds at most this many words, and bytes.
inline constexpr std::size_t max_description_words = 400;
inline constexpr std::size_t max_description_bytes = 4000;

/// A comment's text without its marks; empty for a pragma, a ruler or an empty line.
[[nodiscard]] std::string_view comment_text(const Rules& rules, std::string_view comment);

/// The lines of a comment block as one line of valid UTF-8; TODO marks are removed.
[[nodiscard]] std::string describe_comment(const Rules& rules, const std::vector<std::string_view>& lines);

/// The first paragraph of a text that documents, up to a list of parameters or an example.
[[nodiscard]] std::string summarise(std::string_view text);
/// A docstring's summary. `literal` has its quotes.
[[nodiscard]] std::string describe_docstring(std::string_view literal);

/// True when a text says something: it has a letter or a digit.
[[nodiscard]] bool says_something(std::string_view text);

}  // namespace treewright::completion
