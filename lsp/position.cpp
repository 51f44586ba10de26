#include "lsp/position.h"

#include <algorithm>
#include <array>
#include <string>

#include "support/utf8.h"

namespace treewright::lsp {
namespace {

constexpr std::array<std::string_view, 3> names{"utf-8", "utf-16", "utf-32"};

struct Character {
  std::size_t bytes;
  std::uint32_t units;
};

/// Bytes that are not UTF-8 count as one character each.
Character character_at(std::string_view line, std::size_t at, PositionEncoding encoding) {
  const auto bytes = std::max<std::size_t>(1, utf8_character_size(line, at));
  switch (encoding) {
    case PositionEncoding::utf8:
      return {bytes, static_cast<std::uint32_t>(bytes)};
    case PositionEncoding::utf16:
      return {bytes, bytes == 4 ? 2U : 1U};
    case PositionEncoding::utf32:
      break;
  }
  return {bytes, 1};
}

}  // namespace

std::string_view encoding_name(PositionEncoding encoding) {
  return names[static_cast<std::size_t>(encoding)];
}

PositionEncoding negotiate_encoding(const std::vector<std::string>& offered) {
  for (const auto& name : offered) {
    const auto known = std::find(names.begin(), names.end(), name);
    if (known != names.end()) return static_cast<PositionEncoding>(known - names.begin());
  }
  return PositionEncoding::utf16;
}

std::size_t byte_of_column(std::string_view line, std::uint32_t column, PositionEncoding encoding) {
  std::size_t byte = 0;
  while (byte < line.size() && column > 0) {
    const auto [bytes, units] = character_at(line, byte, encoding);
    if (units > column) break;
    byte += bytes;
    column -= units;
  }
  return byte;
}

std::uint32_t column_of_byte(std::string_view line, std::size_t byte, PositionEncoding encoding) {
  std::uint32_t column = 0;
  for (std::size_t at = 0; at < std::min(byte, line.size());) {
    const auto [bytes, units] = character_at(line, at, encoding);
    at += bytes;
    column += units;
  }
  return column;
}

}  // namespace treewright::lsp
