#pragma once
// What the tokenizer and the renderer of code tokens (engine/text/code_tokens.h) must know of a language's
// layout: the node types that carry line structure, and the words and symbols that decide spacing. Data only.

#include <algorithm>
#include <span>
#include <string_view>

namespace treewright::syntax {

using Words = std::span<const std::string_view>;

[[nodiscard]] constexpr bool contains(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// A terminal that has few texts.
struct ClosedTerminal {
  std::string_view terminal;
  Words texts;
};

/// A text that a leaf of a type may have.
struct TextSample {
  std::string_view type, text;
};

/// Of actions (grammar::Action), by parts of their names.
struct Pairing {
  std::string_view action;
  Words others;
  [[nodiscard]] bool concerns(std::string_view name) const { return name.find(action) != name.npos; }
  [[nodiscard]] bool holds(std::string_view name) const {
    return std::ranges::any_of(others, [&](std::string_view part) { return name.find(part) != name.npos; });
  }
};

struct LayoutRules {
  // Reading a tree.
  Words statement_lists = {};       ///< node types whose children are statements, one a line
  std::string_view block = {};      ///< the indented one of them; empty: brackets tell what belongs together
  Words lines = {};                 ///< other node types that end their line ("decorator")
  std::string_view separator = {};  ///< between statements of one line; becomes a line end
  Words names = {};                 ///< leaf node types of identifiers
  Words numbers = {};               ///< leaf node types of number literals
  std::string_view string_start = {};  ///< leaf: prefix and opening quote
  std::string_view string_content = {};
  std::string_view string_end = {};
  std::string_view interpolation = {};     ///< expression in a string; its braces are tokens
  std::string_view format_specifier = {};  ///< node whose text between children is literal
  Words loose_comma = {};         ///< node types in which a comma before the closing bracket means nothing
  Words loose_comma_of_two = {};  ///< the same, where there are two elements or more
  Words loose_parentheses = {};   ///< node types whose own parentheses only serve line breaks

  // Writing trees.
  Words layout_tokens = {};                     ///< external tokens that are line ends and indentation
  std::span<const ClosedTerminal> closed = {};  ///< string_start's texts are prefixes
  Words format_prefixes = {};                   ///< those of literals that hold interpolations
  std::span<const TextSample> samples = {};     ///< where neither "x" for names nor "1" for all else will do
  /// Parts of the names of actions (grammar::Action) that are only read and never generated: of old versions
  /// of the language, or what no compiler takes.
  Words read_only = {};
  std::span<const Pairing> only_in = {};      ///< actions that are only generated in places of some others
  std::span<const Pairing> never_in = {};     ///< actions that are generated in no places of some others
  std::span<const Pairing> never_named = {};  ///< actions, by how their names begin, and what names in
                                              ///< their places are never generated
  /// Actions in whose places, and in what begins these, only some others are generated.
  std::span<const Pairing> only_takes = {};

  // Writing text without a block: spaces and line ends are free.
  Words literals = {};               ///< node types between whose children nothing may stand
  Words tight = {};                  ///< node types that stand tight after what precedes
  std::string_view line_start = {};  ///< what begins with it begins a line; empty: nothing does

  // Writing text with a block.
  Words value_words = {};        ///< keywords that are values: a bracket after them is a call or a subscript
  Words prefix_operators = {};   ///< operators that stand tight before their operand when no value precedes
  Words definition_words = {};   ///< the bracket after the name after them holds parameters
  std::string_view lambda = {};  ///< its parameters end at the next colon of its level
  std::string_view decorator = {};  ///< tight at the start of a line
};

}  // namespace treewright::syntax
