#pragma once
// From a token's text to the grammar's terminals. Immutable after construction.

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/grammar/constraint.h"
#include "engine/syntax/keyword_rules.h"
#include "engine/syntax/parse_table.h"

namespace treewright::grammar {

/// Traits of string_start.
enum LiteralTrait : std::uint16_t { format_literal = 1, bytes_literal = 2, raw_literal = 4 };
/// Traits of content: what decides where it may stand. A literal gathers those of its quotes.
enum ContentTrait : std::uint16_t {
  lone_brace = 1,
  beyond_ascii = 2,
  no_format_specifier = 4,
  single_quote = 8,
  double_quote = 16,
  triple_quote = 32,
  broken_escape = 64,
  backslash = 128,
  quotes = single_quote | double_quote | triple_quote,
};

/// See syntax::ComprehensionWords.
enum class ComprehensionWord : std::uint8_t { none, clause, over, separator };

/// What all tokens of one kind number have in common.
struct TerminalKind {
  text::Token token;              ///< a token of this kind, to write where any will do
  std::vector<TSSymbol> symbols;  ///< the lexer takes the first that the parse state has an action for
  bool word = false;              ///< looks like an identifier: reserved words fall back to none
  bool has_place = false;
  syntax::Place place{};
  syntax::BlockKind header = syntax::BlockKind::plain;
  bool async = false;
  const syntax::LineWord* line_word = nullptr;
  bool needs_clause = false;   ///< see syntax::NeedingHeader
  bool needed_clause = false;  ///< one of those that it needs
  ComprehensionWord comprehension = ComprehensionWord::none;
};

class Terminals {
 public:
  explicit Terminals(const syntax::Language& language);
  [[nodiscard]] Terminal terminal(const text::Token& token) const;
  [[nodiscard]] const TerminalKind& kind(Terminal terminal) const { return kinds_[terminal.kind]; }
  /// One terminal of each kind: all that can be told apart, with plain texts.
  [[nodiscard]] std::vector<Terminal> all() const;

 private:
  void add_symbol(const std::string& text, std::vector<TSSymbol> symbols);
  std::uint16_t add(text::Token token, std::vector<TSSymbol> symbols);
  [[nodiscard]] Terminal identifier(const std::string& text) const;
  [[nodiscard]] Terminal number(const std::string& text) const;
  [[nodiscard]] Terminal string_start(const std::string& prefix) const;
  [[nodiscard]] Terminal content(const std::string& text) const;

  const syntax::KeywordRules& rules_;
  syntax::ParseTable table_;
  std::vector<TerminalKind> kinds_;
  std::unordered_map<std::string, std::uint16_t> symbols_;
  std::vector<std::uint16_t> structure_;  ///< by TokenKind
};

}  // namespace treewright::grammar
