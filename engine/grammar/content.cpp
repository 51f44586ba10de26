#include "engine/grammar/content.h"

#include "engine/syntax/escapes.h"

namespace treewright::grammar {

bool is_content(const Literal& literal, std::string_view text) {
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (text.empty() || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    return false;
  if (literal.specifier)
    return text.find_first_of("{}\"'\\") == std::string_view::npos && text.front() != '=';
  if (ends_in_escape(text) || holds("\'\'\'") || holds("\"\"\"")) return false;
  if (literal.format && syntax::has_lone_brace(text)) return false;
  if (literal.bytes && !syntax::is_ascii(text)) return false;
  return literal.raw || !syntax::has_broken_escape(text, literal.bytes);
}

bool ends_in_escape(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  const std::size_t backslashes = last == std::string_view::npos ? text.size() : text.size() - last - 1;
  return backslashes % 2 == 1;
}

}  // namespace treewright::grammar
