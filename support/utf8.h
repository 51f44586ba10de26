#pragma once
// Decoding of UTF-8, one character at a time.

#include <cstddef>
#include <string_view>

namespace treewright {

/// Bytes of the well-formed character at `at` (RFC 3629: no overlong forms, no surrogates); 0 if there is
/// none. `at` must be inside `text`.
[[nodiscard]] std::size_t utf8_character_size(std::string_view text, std::size_t at);

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

}  // namespace treewright
