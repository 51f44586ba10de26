#pragma once
// What a language's compiler asks of terminals beyond its grammar, and how tokens' texts name terminals. Data
// only.

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/syntax/layout_rules.h"

namespace treewright::syntax {

/// What a block is, for the words that are legal only in some.
enum class BlockKind : std::uint8_t { plain, function, type, loop };

/// Where a word may stand.
enum class Place : std::uint8_t { in_function, in_nested_function, in_async, in_loop };

struct PlacedWord {
  std::string_view word;
  Place place;
};
struct HeaderWord {
  std::string_view word;  ///< first in a line
  BlockKind block;        ///< what the line's block is
};
/// Inside brackets: after `clause` … `over` the grammar takes a `separator`, and the compiler does not.
struct ComprehensionWords {
  std::string_view clause, over, separator;
};
/// The block of `header` is followed by one of `clauses`, which the grammar takes without.
struct NeedingHeader {
  std::string_view header;
  Words clauses;
};
/// Where a `nonterminal` may begin, none of `words` does.
struct NeverBegins {
  std::string_view nonterminal;
  Words words;
};
/// A `word` that only stands in lines that begin with one of `first`, or in brackets where `in_brackets`.
struct LineWord {
  std::string_view word;
  Words first;
  bool in_brackets;
};
/// Between brackets that begin with `open`, no two elements are a name and then `sign` with the same name.
struct NamedElements {
  std::string_view open, separator, sign;
};
/// How many elements the lists have whose slots' names hold `list`, of actions whose names hold `action` and
/// not `without`.
struct Counted {
  std::string_view action, without, list;
  unsigned least, most;
  bool open_end = true;  ///< a separator may end the list
  [[nodiscard]] bool concerns(std::string_view name) const {
    return name.find(action) != name.npos && (without.empty() || name.find(without) == name.npos);
  }
};

struct NamedTerminal {
  std::string_view text;
  std::string_view terminal;  ///< the grammar's name
};

struct CompileRules;  // engine/syntax/compile_rules.h

struct KeywordRules {
  std::span<const PlacedWord> placed;
  std::span<const HeaderWord> headers;
  std::string_view
      async;         ///< marks the header after it; before other words than a function's it needs in_async
  Words never;       ///< terminals of old versions, or of layouts that the renderer does not write
  Words names_only;  ///< keywords of other versions that are names in ours
  Words names_only_before;   ///< what may follow such a name directly, as far as the tables tell
  Words never_names;         ///< keywords that the grammar takes for names, and the compiler does not
  std::string_view operand;  ///< nonterminal that targets and values share
  Words trailers;            ///< what makes a target of an operand; operators bind less tightly
  Words prefixes;            ///< what makes a value, and no target, of the operand after it
  Words never_doubled;       ///< what the grammar lets follow itself, and the compiler does not
  ComprehensionWords comprehension;
  std::span<const Counted> counted;
  NeedingHeader needing;
  NamedElements named_elements;
  std::span<const NeverBegins> never_begins;
  std::span<const LineWord> line_words;
  const CompileRules* compile;  ///< of whole statements
  Words fillers;                ///< symbols that fill a hole and say nothing
  Words connectives;            ///< other symbols that an unfinished statement may need before it can end
  std::span<const NamedTerminal> named;  ///< symbols that are no anonymous terminal of the grammar
  std::string_view type_conversion;      ///< terminal of "!r" in a format string
  std::string_view identifier;
  Words numbers;
  std::string_view newline, indent, dedent, string_start, content, format_content, string_end;
};

}  // namespace treewright::syntax
