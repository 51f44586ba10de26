#include "engine/syntax/escapes.h"

#include <algorithm>
#include <cctype>

namespace treewright::syntax {
namespace {

/// Number of digits of an escape's code; 0: it has none.
std::size_t code_length(char kind, bool bytes) {
  if (kind == 'x') return 2;
  if (bytes) return 0;
  return kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
}

bool is_code(std::string_view code, std::size_t length) {
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  if (code.size() < length || !std::ranges::all_of(code, is_hex)) return false;
  return length < 8 || code.substr(0, 3) == "000" || code.substr(0, 4) == "0010";
}

}  // namespace

bool has_lone_brace(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') continue;
    if (i + 1 == text.size() || text[i + 1] != text[i]) return true;
    ++i;
  }
  return false;
}

bool has_broken_escape(std::string_view text, bool bytes) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    const char kind = text[++i];
    if (kind == 'N' && !bytes) return true;
    const std::size_t length = code_length(kind, bytes);
    if (length > 0 && !is_code(text.substr(i + 1, length), length)) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace treewright::syntax
