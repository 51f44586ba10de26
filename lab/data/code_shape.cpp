#include "lab/data/code_shape.h"

#include <unordered_set>

namespace treewright::lab {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::string code_shape(const std::string& code, const std::vector<engine::Name>& names) {
  std::unordered_set<std::string_view> free;
  for (const engine::Name& name : names) {
    if (name.kind != engine::NameKind::import) free.insert(name.text);
  }
  const std::string_view text = code;
  std::string shape;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (is_space(text[at])) {
      while (end < text.size() && is_space(text[end])) ++end;
      shape += ' ';
    } else if (is_word(text[at])) {
      while (end < text.size() && is_word(text[end])) ++end;
      const std::string_view word = text.substr(at, end - at);
      shape += free.contains(word) ? "_" : word;
    } else {
      shape += text[at];
    }
    at = end;
  }
  return shape;
}

}  // namespace treewright::lab
