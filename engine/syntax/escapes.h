#pragma once
// What the text of a string literal may hold.

#include <string_view>

namespace treewright::syntax {

/// A brace that a format string does not double.
[[nodiscard]] bool has_lone_brace(std::string_view text);
/// "\\x4" and the like: the compiler wants all digits of the code, and a character that exists. Names of
/// characters ("\\N{…}") count as broken: only the compiler's own table tells which there are. Of `bytes`,
/// only
/// "\\x" is an escape with digits.
[[nodiscard]] bool has_broken_escape(std::string_view text, bool bytes = false);
[[nodiscard]] bool is_ascii(std::string_view text);

}  // namespace treewright::syntax
