#pragma once
// What of a grammar is tokens, and what their texts are. Internal to the compiler of the transition system.

#include <string>
#include <string_view>

#include "engine/grammar/transition/rules.h"
#include "engine/grammar/transition/transition_system.h"
#include "engine/syntax/layout_rules.h"
#include "engine/syntax/parse_table.h"

namespace treewright::grammar {

class Lexicon {
 public:
  /// `rules` must outlive it.
  Lexicon(const syntax::Language& language, const Rules& rules)
      : grammar_(language.grammar), layout_(*language.layout), table_(language), rules_(rules) {}

  /// The grammar's own copy of a symbol's name.
  [[nodiscard]] std::string_view symbol_name(const std::string& name, bool named) const;
  [[nodiscard]] TextKind text_kind(const std::string& leaf) const;
  /// Whether a node type is a token of the lexer's.
  [[nodiscard]] bool is_terminal(const std::string& type) const;
  /// Whether a rule makes one token, whichever.
  [[nodiscard]] bool is_token(const Rule& rule) const;
  /// Whether a rule makes nothing but text, some of which the tree does not show: its node is read as one
  /// text.
  [[nodiscard]] bool is_whole_text(const Rule& rule) const;
  /// The leaf type of text between a node's children, see text::read_code_tree.
  [[nodiscard]] std::string hidden_text() const;
  /// What is opened by a prefix with a quote; by nothing: a format specifier.
  [[nodiscard]] Literal literal(std::string_view start) const;

 private:
  [[nodiscard]] bool is_lexical(const Rule& rule, bool& hides) const;

  const TSLanguage* grammar_;
  const syntax::LayoutRules& layout_;
  syntax::ParseTable table_;
  const Rules& rules_;
};

}  // namespace treewright::grammar
