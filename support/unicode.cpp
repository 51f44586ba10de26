#include "support/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "support/text.h"
#include "support/utf8.h"

namespace treewright {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return c >= range.first && c <= range.last; });
}

constexpr std::array<Range, 9> latin{{{0x41, 0x5A},
                                      {0x61, 0x7A},
                                      {0xAA, 0xBA},
                                      {0xC0, 0x24F},
                                      {0x1E00, 0x1EFF},
                                      {0x2C60, 0x2C7F},
                                      {0xA720, 0xA7FF},
                                      {0xFB00, 0xFB06},
                                      {0xFF21, 0xFF5A}}};
constexpr std::array<Range, 10> without_spaces{{{0x0E00, 0x0EFF},
                                                {0x1000, 0x109F},
                                                {0x1780, 0x17FF},
                                                {0x3005, 0x3007},
                                                {0x3040, 0x30FF},
                                                {0x31F0, 0x31FF},
                                                {0x3400, 0x9FFF},
                                                {0xF900, 0xFAFF},
                                                {0xFF66, 0xFF9F},
                                                {0x20000, 0x3FFFF}}};
// Unicode's Other_ID_Start and Other_ID_Continue, which keep names valid that once were.
constexpr std::array<Range, 4> other_start{
    {{0x1885, 0x1886}, {0x2118, 0x2118}, {0x212E, 0x212E}, {0x309B, 0x309C}}};
constexpr std::array<Range, 4> other_continue{
    {{0xB7, 0xB7}, {0x387, 0x387}, {0x1369, 0x1371}, {0x19DA, 0x19DA}}};
// Letters by category whose use as syntax Unicode rules out (Pattern_Syntax).
constexpr std::array<Range, 1> pattern_syntax{{{0x2E2F, 0x2E2F}}};

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

bool is_id_start(char32_t c) {
  if (c == '_') return true;
  return (is_letter(c) || category(c) == UTF8PROC_CATEGORY_NL || is_in(other_start, c)) &&
         !is_in(pattern_syntax, c);
}

bool is_id_continue(char32_t c) {
  if (is_id_start(c) || is_in(other_continue, c)) return true;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return false;
  }
}

/// XID_Start and XID_Continue are what is left of ID_Start and ID_Continue once normalising a name must leave
/// a name.
bool stays_identifier(char32_t c, bool at_start) {
  std::array<utf8proc_int32_t, 32> parts{};
  const auto count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(),
                              static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), nullptr);
  if (count <= 0 || static_cast<std::size_t>(count) > parts.size()) return false;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const auto part = static_cast<char32_t>(parts.at(i));
    if (!(at_start && i == 0 ? is_id_start(part) : is_id_continue(part))) return false;
  }
  return true;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const std::size_t size = utf8_character_size(text, at);
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (size <= 1) return {size == 0 ? char32_t{0} : byte(0), size};
  char32_t value = byte(0) & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return {value, size};
}

bool is_letter(char32_t character) {
  switch (category(character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return true;
    default:
      return false;
  }
}

bool starts_identifier(char32_t character) {
  if (character < 0x80) return is_letter(static_cast<char>(character)) || character == '_';
  return is_id_start(character) && stays_identifier(character, true);
}

bool continues_identifier(char32_t character) {
  if (character < 0x80) return is_word_character(static_cast<char>(character));
  return is_id_continue(character) && stays_identifier(character, false);
}

std::size_t identifier_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const CodePoint character = code_point_at(text, end);
    const bool fits = character.size > 0 && (end == at ? starts_identifier(character.value)
                                                       : continues_identifier(character.value));
    if (!fits) break;
    end += character.size;
  }
  return end;
}

bool is_identifier(std::string_view text) { return !text.empty() && identifier_end(text, 0) == text.size(); }

bool is_latin(char32_t character) { return is_in(latin, character) && is_letter(character); }

bool is_written_without_spaces(char32_t character) { return is_in(without_spaces, character); }

bool is_wide_space(char32_t character) {
  if (character == 0x85) return true;
  switch (category(character)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

bool is_invisible(char32_t character) { return category(character) == UTF8PROC_CATEGORY_CF; }

std::string nfkc(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) return std::string(text);
  utf8proc_uint8_t* normalised = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &normalised, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(normalised, std::free);
  return {reinterpret_cast<const char*>(owned.get()), static_cast<std::size_t>(size)};
}

}  // namespace treewright
