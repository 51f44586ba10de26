#include "support/sub_tokens.h"

#include "support/text.h"

namespace treewright {
namespace {

bool is_lower(char c) { return is_letter(c) && !is_upper(c); }

}  // namespace

std::vector<std::string> sub_tokens(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  const auto flush = [&] {
    if (!part.empty()) parts.push_back(std::move(part));
    part.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      flush();
      continue;
    }
    const bool after_lower = i > 0 && !is_upper(text[i - 1]);
    const bool before_lower = i + 1 < text.size() && is_lower(text[i + 1]);
    if (is_upper(c) && (after_lower || before_lower)) flush();
    part += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  flush();
  return parts;
}

}  // namespace treewright
