#include "engine/grammar/transition/lexicon.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

using Kind = Rule::Kind;

}  // namespace

std::string_view Lexicon::symbol_name(const std::string& name, bool named) const {
  for (std::uint32_t i = 0; i < ts_language_symbol_count(grammar_); ++i) {
    const char* own = ts_language_symbol_name(grammar_, static_cast<TSSymbol>(i));
    const bool is_named = ts_language_symbol_type(grammar_, static_cast<TSSymbol>(i)) == TSSymbolTypeRegular;
    if (own == name && is_named == named) return own;
  }
  return {};
}

TextKind Lexicon::text_kind(const std::string& leaf) const {
  if (syntax::contains(layout_.names, leaf)) return TextKind::name;
  return syntax::contains(layout_.numbers, leaf) ? TextKind::number : TextKind::content;
}

bool Lexicon::is_terminal(const std::string& type) const {
  const TSSymbol symbol =
      ts_language_symbol_for_name(grammar_, type.data(), static_cast<std::uint32_t>(type.size()), true);
  return symbol != 0 && symbol < table_.terminal_count();
}

bool Lexicon::is_token(const Rule& rule) const {
  if (rule.kind == Kind::choice)
    return std::ranges::all_of(rule.members, [&](const Rule& member) { return is_token(member); });
  if (rule.kind == Kind::alias) return is_token(rule.members[0]);
  if (rule.kind != Kind::symbol) return rule.kind == Kind::text || rule.kind == Kind::pattern;
  const auto found = rules_.rules.find(rule.value);
  return found == rules_.rules.end() || is_token(found->second);
}

bool Lexicon::is_whole_text(const Rule& rule) const {
  bool hides = false;
  return is_lexical(rule, hides) && hides;
}

bool Lexicon::is_lexical(const Rule& rule, bool& hides) const {
  switch (rule.kind) {
    case Kind::pattern:
      hides = true;
      return true;
    case Kind::symbol: {
      const bool external = rules_.externals.contains(rule.value);
      const auto found = rules_.rules.find(rule.value);
      const bool plain = found == rules_.rules.end() || found->second.kind == Kind::pattern ||
                         found->second.kind == Kind::text;
      hides |= rules_.is_hidden(rule.value);
      return external ? !syntax::contains(layout_.layout_tokens, rule.value) : plain;
    }
    case Kind::alias: {
      bool shown = false;  // under the alias's name
      return is_lexical(rule.members[0], shown);
    }
    default:
      return std::ranges::all_of(rule.members, [&](const Rule& member) { return is_lexical(member, hides); });
  }
}

std::string Lexicon::hidden_text() const {
  return std::string(layout_.string_content.empty() ? "text" : layout_.string_content);
}

Literal Lexicon::literal(std::string_view start) const {
  const std::string_view prefix = start.substr(0, start.size() - (start.empty() ? 0 : 1));
  return {.format = start.empty() || syntax::contains(layout_.format_prefixes, prefix),
          .bytes = prefix.find('b') != std::string_view::npos,
          .raw = prefix.find('r') != std::string_view::npos,
          .specifier = start.empty()};
}

}  // namespace treewright::grammar
