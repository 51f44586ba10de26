#include "engine/text/vocabulary.h"

#include <algorithm>
#include <set>

#include "engine/syntax/keyword_rules.h"

namespace treewright::text {

Vocabulary::Vocabulary(std::vector<std::string> symbols, Subwords subwords)
    : symbols_(std::move(symbols)),
      subwords_(std::move(subwords)),
      first_symbol_(first_string_start + static_cast<int>(string_prefixes.size())),
      first_piece_(first_symbol_ + static_cast<int>(symbols_.size())) {
  for (std::size_t i = 0; i < symbols_.size(); ++i) {
    symbol_numbers_.emplace(symbols_[i], first_symbol_ + static_cast<int>(i));
  }
}

int Vocabulary::number(const Token& token) const {
  switch (token.kind) {
    case TokenKind::newline:
      return newline;
    case TokenKind::indent:
      return indent;
    case TokenKind::dedent:
      return dedent;
    case TokenKind::string_end:
      return string_end;
    case TokenKind::string_start: {
      const auto* prefix = std::find(string_prefixes.begin(), string_prefixes.end(), token.text);
      if (prefix == string_prefixes.end()) return -1;
      return first_string_start + static_cast<int>(prefix - string_prefixes.begin());
    }
    case TokenKind::symbol: {
      const auto found = symbol_numbers_.find(token.text);
      return found == symbol_numbers_.end() ? -1 : found->second;
    }
    default:
      return -1;
  }
}

std::vector<int> Vocabulary::pieces(std::string_view text) const {
  std::vector<int> numbers = subwords_.encode(text);
  for (int& number : numbers) number += first_piece_;
  return numbers;
}

Token Vocabulary::token(int number) const {
  switch (number) {
    case newline:
      return {TokenKind::newline, {}};
    case indent:
      return {TokenKind::indent, {}};
    case dedent:
      return {TokenKind::dedent, {}};
    case string_end:
      return {TokenKind::string_end, {}};
    default:
      break;
  }
  if (number < first_symbol_) {
    return {TokenKind::string_start,
            std::string(string_prefixes[static_cast<std::size_t>(number - first_string_start)])};
  }
  return {TokenKind::symbol, symbols_[static_cast<std::size_t>(number - first_symbol_)]};
}

std::vector<std::string> grammar_symbols(const syntax::Language& language) {
  std::set<std::string> names;
  for (uint32_t i = 1; i < ts_language_symbol_count(language.grammar); ++i) {
    const auto symbol = static_cast<TSSymbol>(i);
    if (ts_language_symbol_type(language.grammar, symbol) == TSSymbolTypeAnonymous) {
      names.insert(ts_language_symbol_name(language.grammar, symbol));
    }
  }
  // Words that the grammar names as nodes (True, None, …) and the conversions inside f-strings are symbols
  // too.
  for (const auto& word : language.keywords->named) names.emplace(word.text);
  names.insert({"!r", "!s", "!a"});
  for (const std::string_view word : language.keywords->never) names.erase(std::string(word));
  return {names.begin(), names.end()};
}

}  // namespace treewright::text
