#pragma once
// What literal text may hold, beyond what tree-sitter's grammars say of it.

#include <string_view>

namespace treewright::grammar {

/// What the text in a slot is a part of.
struct Literal {
  bool format = false;  ///< holds interpolations
  bool bytes = false;
  bool raw = false;
  bool specifier = false;  ///< of an interpolation's format
};

/// Whether `text` may be generated as a run of a literal's text: it neither ends the literal nor opens what
/// only an action may open, the compiler takes its escapes, and quotes are left to write it in.
[[nodiscard]] bool is_content(const Literal& literal, std::string_view text);

[[nodiscard]] bool ends_in_escape(std::string_view text);

}  // namespace treewright::grammar
