#pragma once
// What a decoder may write as a name, a number or literal text.

#include <string_view>

namespace treewright::text {

/// Digits with at most one point inside. "007" is no Python literal, and few languages mean by it what they
/// say.
[[nodiscard]] bool is_plain_number(std::string_view text);
/// Whether a literal in a source line may hold `text` as it is: UTF-8 without control characters but tabs.
[[nodiscard]] bool is_literal_text(std::string_view text);
/// Whether more pieces may make a name or a number of `text`.
[[nodiscard]] bool may_become_word(std::string_view text);

}  // namespace treewright::text
