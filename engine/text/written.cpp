#include "engine/text/written.h"

#include "engine/text/description.h"
#include "support/utf8.h"

namespace treewright::text {

bool is_plain_number(std::string_view text) {
  return is_number(text) && !(text.size() > 1 && text[0] == '0' && text[1] != '.') && text.back() != '.';
}

bool is_literal_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = utf8_character_size(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (size == 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) return false;
    at += size;
  }
  return !text.empty();
}

bool may_become_word(std::string_view text) { return text.empty() || is_identifier(text) || is_number(text); }

}  // namespace treewright::text
