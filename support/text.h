#pragma once
// Characters, words and lines of a source text: one definition of each for every module. Bytes throughout; a
// byte of a character beyond ASCII counts as a letter.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace treewright {

/// White space of ASCII: space, tab, line ends, form feed and vertical tab.
[[nodiscard]] constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
[[nodiscard]] constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_ascii(char c) { return (c & 0x80) == 0; }
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c) || !is_ascii(c);
}
/// A character of a name: a letter, a digit or "_".
[[nodiscard]] constexpr bool is_word_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

/// Without white space at either end.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// ASCII letters in lower case; everything else stays.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Whether `word` stands in `text` with no character of a name on either side.
[[nodiscard]] bool contains_word(std::string_view text, std::string_view word);

/// The lines of a text without their ends, which are "\n", "\r\n" or "\r". One more than there are ends.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// The line of a byte, counted from 1; line ends as split_lines knows them.
[[nodiscard]] std::size_t line_number(std::string_view text, std::size_t offset);

/// `code` begins at its first statement, or with `indentation`, which goes from every line. A line that is
/// not indented so is inside a literal or bracket and stays. Each line ends with "\n", the last one too.
[[nodiscard]] std::string dedent(std::string_view code, std::string_view indentation);

}  // namespace treewright
