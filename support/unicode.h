#pragma once
// What Unicode says of characters. Names are those of UAX 31, as Python (PEP 3131) and most languages have
// them. ASCII never reaches the tables.

#include <cstddef>
#include <string>
#include <string_view>

namespace treewright {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< in bytes of UTF-8; 0 where the bytes are no character
};

/// The character at `at`, which must be inside `text`.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);

/// XID_Start or "_".
[[nodiscard]] bool starts_identifier(char32_t character);
/// XID_Continue.
[[nodiscard]] bool continues_identifier(char32_t character);

/// The end of the identifier that begins at `at`; `at` itself where none does.
[[nodiscard]] std::size_t identifier_end(std::string_view text, std::size_t at);
[[nodiscard]] bool is_identifier(std::string_view text);

[[nodiscard]] bool is_letter(char32_t character);
/// A letter of the Latin script, which English and its neighbours are written in.
[[nodiscard]] bool is_latin(char32_t character);
/// A letter of a script whose words have no spaces between them, such as Han, Kana and Thai.
[[nodiscard]] bool is_written_without_spaces(char32_t character);
/// White space beyond ASCII: no-break and ideographic spaces, line and paragraph separators.
[[nodiscard]] bool is_wide_space(char32_t character);
/// No picture of its own: marks of direction and joining, byte order marks, soft hyphens.
[[nodiscard]] bool is_invisible(char32_t character);

/// Normalisation form KC: two names are one for Python exactly where it is equal. What is no UTF-8 stays.
[[nodiscard]] std::string nfkc(std::string_view text);

}  // namespace treewright
