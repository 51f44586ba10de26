#pragma once
// JSON text from a client that may be broken or hostile, and JSON text that any client can read.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "support/result.h"

namespace treewright::lsp {

using Json = nlohmann::json;

/// Arrays and objects inside each other. Deeper text is refused before a tree is made of it: such a tree is
/// destroyed by recursion and would overflow the stack. No LSP message comes near it.
inline constexpr std::size_t max_json_depth = 200;

struct ParsedJson {
  Json value;
  /// True when invalid UTF-8 or a lone surrogate escape was replaced by U+FFFD. Positions stay right for
  /// UTF-16 clients that hold a lone surrogate: both are one unit.
  bool repaired = false;
};

/// Fails with one line on text that is not JSON or is nested too deeply. Thread-safe.
[[nodiscard]] Result<ParsedJson> parse_json(const std::string& text);

/// Never fails: bytes that are not UTF-8 are replaced by U+FFFD.
[[nodiscard]] std::string json_text(const Json& value);

}  // namespace treewright::lsp
