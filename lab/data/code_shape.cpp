#include "lab/data/code_shape.h"

#include <unordered_set>

#include "support/text.h"

namespace treewright::lab {

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
    } else if (is_word_character(text[at])) {
      while (end < text.size() && is_word_character(text[end])) ++end;
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
