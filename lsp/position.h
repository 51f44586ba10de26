#pragma once
// Columns of a line in the position encodings of LSP 3.17 ("Position"), to and from bytes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace treewright::lsp {

enum class PositionEncoding { utf8, utf16, utf32 };

[[nodiscard]] std::string_view encoding_name(PositionEncoding encoding);

/// The first of the client's encodings that the server knows; utf-16, which every client must support,
/// without one.
[[nodiscard]] PositionEncoding negotiate_encoding(const std::vector<std::string>& offered);

/// Byte of `line` (without its line end) where column `column` is. Columns past the end count as the end; one
/// inside a character (between its surrogates, or between its bytes) counts as the character's start.
[[nodiscard]] std::size_t byte_of_column(std::string_view line, std::uint32_t column,
                                         PositionEncoding encoding);

/// The inverse: units before `byte`.
[[nodiscard]] std::uint32_t column_of_byte(std::string_view line, std::size_t byte,
                                           PositionEncoding encoding);

}  // namespace treewright::lsp
