#include "engine/grammar/lr/terminals.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "engine/grammar/content.h"
#include "engine/syntax/escapes.h"

namespace treewright::grammar {
namespace {

using text::Token;
using text::TokenKind;

bool is_word(std::string_view text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::ranges::all_of(text, fits);
}

/// `digits` and single underscores between them, at least one digit.
bool is_digits(std::string_view text, int (*is_digit)(int)) {
  bool digit = false;
  for (const char c : text) {
    if (c == '_' && !digit) return false;
    digit = c != '_';
    if (digit && is_digit(static_cast<unsigned char>(c)) == 0) return false;
  }
  return digit;
}

int is_octal(int c) { return static_cast<int>(c >= '0' && c <= '7'); }
int is_binary(int c) { return static_cast<int>(c == '0' || c == '1'); }

bool is_integer(std::string_view text) {
  if (text.size() > 2 && text[0] == '0') {
    const char base = static_cast<char>(std::tolower(static_cast<unsigned char>(text[1])));
    if (base == 'x') return is_digits(text.substr(2), std::isxdigit);
    if (base == 'o') return is_digits(text.substr(2), is_octal);
    if (base == 'b') return is_digits(text.substr(2), is_binary);
  }
  if (text.ends_with('j') || text.ends_with('J')) text.remove_suffix(1);
  return is_digits(text, std::isdigit);
}

bool is_float(std::string_view text) {
  if (text.ends_with('j') || text.ends_with('J')) text.remove_suffix(1);
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    if (!is_digits(exponent, std::isdigit)) return false;
    text = text.substr(0, e);
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return e != std::string_view::npos && is_digits(text, std::isdigit);
  const std::string_view whole = text.substr(0, dot), rest = text.substr(dot + 1);
  return text.size() > 1 && (whole.empty() || is_digits(whole, std::isdigit)) &&
         (rest.empty() || is_digits(rest, std::isdigit));
}

ComprehensionWord comprehension_word(const syntax::ComprehensionWords& words, std::string_view text) {
  if (text == words.clause) return ComprehensionWord::clause;
  if (text == words.over) return ComprehensionWord::over;
  return text == words.separator ? ComprehensionWord::separator : ComprehensionWord::none;
}

}  // namespace

Terminals::Terminals(const syntax::Language& language)
    : rules_(*language.keywords), table_(language), kinds_(1) {
  std::map<std::string, std::vector<TSSymbol>> anonymous;
  const std::uint32_t count = ts_language_symbol_count(language.grammar);
  for (TSSymbol symbol = 1; symbol < count; ++symbol) {
    if (ts_language_symbol_type(language.grammar, symbol) != TSSymbolTypeAnonymous) continue;
    const std::string name = ts_language_symbol_name(language.grammar, symbol);
    if (!syntax::contains(rules_.never, name)) anonymous[name] = table_.terminals(name);
  }
  for (const auto& [text, symbols] : anonymous) {
    if (!symbols.empty()) add_symbol(text, symbols);
  }
  for (const auto& [text, terminal] : rules_.named) add_symbol(std::string(text), table_.terminals(terminal));
  const std::pair<TokenKind, std::string_view> structure[] = {
      {TokenKind::newline, rules_.newline},       {TokenKind::indent, rules_.indent},
      {TokenKind::dedent, rules_.dedent},         {TokenKind::string_start, rules_.string_start},
      {TokenKind::string_end, rules_.string_end}, {TokenKind::identifier, rules_.identifier}};
  structure_.resize(static_cast<std::size_t>(TokenKind::dedent) + 1);
  for (const auto& [kind, name] : structure) {
    const std::string text(kind == TokenKind::identifier ? "_" : "");
    structure_[static_cast<std::size_t>(kind)] = add({kind, text}, table_.terminals(name));
  }
  std::vector<TSSymbol> contents = table_.terminals(rules_.content);
  std::ranges::copy(table_.terminals(rules_.format_content), std::back_inserter(contents));
  structure_[static_cast<std::size_t>(TokenKind::content)] = add({TokenKind::content, "_"}, contents);
  std::vector<TSSymbol> conversion = table_.terminals(rules_.type_conversion);
  structure_[static_cast<std::size_t>(TokenKind::symbol)] = add({TokenKind::symbol, "!r"}, conversion);
  for (const std::string_view name : rules_.numbers) add({TokenKind::number, "0"}, table_.terminals(name));
}

std::uint16_t Terminals::add(Token token, std::vector<TSSymbol> symbols) {
  kinds_.push_back({.token = std::move(token), .symbols = std::move(symbols)});
  return static_cast<std::uint16_t>(kinds_.size() - 1);
}

void Terminals::add_symbol(const std::string& text, std::vector<TSSymbol> symbols) {
  const std::uint16_t number = add({TokenKind::symbol, text}, std::move(symbols));
  symbols_[text] = number;
  TerminalKind& kind = kinds_[number];
  kind.word = is_word(text);
  if (kind.word) kind.symbols.push_back(table_.terminals(rules_.identifier).front());
  kind.async = text == rules_.async;
  kind.comprehension = comprehension_word(rules_.comprehension, text);
  if (const auto row = std::ranges::find(rules_.placed, text, &syntax::PlacedWord::word);
      row != rules_.placed.end()) {
    kind.has_place = true;
    kind.place = row->place;
  }
  if (const auto row = std::ranges::find(rules_.headers, text, &syntax::HeaderWord::word);
      row != rules_.headers.end()) {
    kind.header = row->block;
  }
  const auto line_word = std::ranges::find(rules_.line_words, text, &syntax::LineWord::word);
  if (line_word != rules_.line_words.end()) kind.line_word = &*line_word;
  kind.needs_clause = text == rules_.needing.header;
  kind.needed_clause = syntax::contains(rules_.needing.clauses, text);
}

Terminal Terminals::terminal(const Token& token) const {
  switch (token.kind) {
    case TokenKind::identifier:
      return identifier(token.text);
    case TokenKind::number:
      return number(token.text);
    case TokenKind::content:
      return content(token.text);
    case TokenKind::string_start:
      return string_start(token.text);
    case TokenKind::symbol:
      if (token.text.size() == 2 && token.text[0] == '!' &&
          std::islower(static_cast<unsigned char>(token.text[1]))) {
        return {structure_[static_cast<std::size_t>(TokenKind::symbol)]};
      }
      if (const auto found = symbols_.find(token.text); found != symbols_.end()) return {found->second};
      return {};
    default:
      return {structure_[static_cast<std::size_t>(token.kind)]};
  }
}

/// The lexer sees text alone: a name that is spelt as a keyword is that keyword wherever one may stand.
Terminal Terminals::identifier(const std::string& text) const {
  if (!is_word(text)) return {};
  const auto keyword = symbols_.find(text);
  if (keyword == symbols_.end()) return {structure_[static_cast<std::size_t>(TokenKind::identifier)]};
  const TSSymbol symbol = kinds_[keyword->second].symbols.front();
  const bool named =
      std::ranges::find(rules_.named, text, &syntax::NamedTerminal::text) != rules_.named.end();
  if (named || table_.is_reserved(syntax::ParseTable::start_state, symbol)) return {};
  return {keyword->second};
}

Terminal Terminals::number(const std::string& text) const {
  const auto last = static_cast<std::uint16_t>(kinds_.size() - 1);
  if (is_integer(text)) return {static_cast<std::uint16_t>(last - 1)};
  return is_float(text) ? Terminal{last} : Terminal{};
}

Terminal Terminals::string_start(const std::string& prefix) const {
  if (prefix.find_first_not_of("bfrt") != std::string::npos || prefix.size() > 2) return {};
  std::uint16_t traits = 0;
  if (prefix.find_first_of("ft") != std::string::npos) traits |= format_literal;
  if (prefix.find('b') != std::string::npos) traits |= bytes_literal;
  if (prefix.find('r') != std::string::npos) traits |= raw_literal;
  return {structure_[static_cast<std::size_t>(TokenKind::string_start)], traits};
}

Terminal Terminals::content(const std::string& text) const {
  if (text.empty() || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) return {};
  if (ends_in_escape(text)) return {};
  std::uint16_t traits = 0;
  const auto holds = [&](std::string_view quote) { return text.find(quote) != std::string::npos; };
  if (syntax::has_lone_brace(text)) traits |= lone_brace;
  if (syntax::has_broken_escape(text)) traits |= broken_escape;
  if (holds("\\")) traits |= backslash;
  if (holds("'")) traits |= single_quote;
  if (holds("\"")) traits |= double_quote;
  if (holds("'''") || holds("\"\"\"")) traits |= triple_quote;
  if (!syntax::is_ascii(text)) traits |= beyond_ascii;
  // ":=" would be one token.
  if (text.find_first_of("{}\"'\\") != std::string::npos || text.front() == '=')
    traits |= no_format_specifier;
  return {structure_[static_cast<std::size_t>(TokenKind::content)], traits};
}

std::vector<Terminal> Terminals::all() const {
  std::vector<Terminal> terminals;
  for (std::uint16_t kind = 1; kind < kinds_.size(); ++kind) terminals.push_back({kind});
  return terminals;
}

}  // namespace treewright::grammar
