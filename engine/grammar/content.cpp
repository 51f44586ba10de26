#include "engine/grammar/content.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace treewright::grammar {

bool is_content(const Literal& literal, std::string_view text) {
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (text.empty() || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    return false;
  if (literal.specifier)
    return text.find_first_of("{}\"'\\") == std::string_view::npos && text.front() != '=';
  if (ends_in_escape(text) || holds("\'\'\'") || holds("\"\"\"")) return false;
  if (literal.format && has_lone_brace(text)) return false;
  if (literal.bytes && !is_ascii(text)) return false;
  return literal.raw || !has_broken_escape(text);
}

bool ends_in_escape(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  const std::size_t backslashes = last == std::string_view::npos ? text.size() : text.size() - last - 1;
  return backslashes % 2 == 1;
}

bool has_lone_brace(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') continue;
    if (i + 1 == text.size() || text[i + 1] != text[i]) return true;
    ++i;
  }
  return false;
}

bool has_broken_escape(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    const char kind = text[++i];
    if (kind == 'N' && !text.substr(i + 1).starts_with('{')) return true;
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    const std::string_view code = text.substr(i + 1, digits);
    const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
    if (code.size() < digits || !std::ranges::all_of(code, is_hex)) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace treewright::grammar
