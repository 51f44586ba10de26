#include "engine/grammar/lr/place.h"

namespace treewright::grammar {
namespace {

using text::TokenKind;

template <typename Value>
std::uint32_t intern(std::vector<Value>& values, std::map<Value, std::uint32_t>& numbers,
                     const Value& value) {
  const auto [at, fresh] = numbers.try_emplace(value, static_cast<std::uint32_t>(values.size()));
  if (fresh) values.push_back(value);
  return at->second;
}

int bracket(const text::Token& token) {
  if (token.kind != TokenKind::symbol || token.text.size() != 1) return 0;
  const char c = token.text[0];
  if (c == '(' || c == '[' || c == '{') return 1;
  return c == ')' || c == ']' || c == '}' ? -1 : 0;
}

/// What a bracket holds so far. Zero is outside of all.
enum BracketState : std::uint64_t { values = 1, comprehension_targets, comprehension_values };
constexpr int bracket_bits = 2;
constexpr std::uint64_t bracket_mask = (1U << bracket_bits) - 1;

}  // namespace

Places::Places(const Terminals& terminals, const engine::Surroundings& around) : terminals_(terminals) {
  intern(blocks_, block_numbers_, Nested{.block = Block::around(around)});
  intern(literals_, literal_numbers_, Literal{});
  intern(places_, place_numbers_, Place{});
}

bool Places::allows(std::uint32_t number, Terminal terminal) const {
  const Place& place = places_[number];
  const TerminalKind& kind = terminals_.kind(terminal);
  const Block& block = blocks_[place.block].block;
  if (place.after_indent && kind.token.kind == TokenKind::dedent) return false;
  if (place.needs_clause && !kind.needed_clause) return false;
  if (!allows_literal(place, kind.token.kind, terminal)) return false;
  if (kind.has_place && !block.is(kind.place)) return false;
  if (!allows_word(place, kind)) return false;
  if (kind.comprehension == ComprehensionWord::separator &&
      (place.brackets & bracket_mask) == comprehension_values)
    return false;
  if (kind.async && place.line_begun && !block.in_async) return false;
  return !place.after_async || block.in_async || kind.header == syntax::BlockKind::function;
}

/// See syntax::LineWord.
bool Places::allows_word(const Place& place, const TerminalKind& kind) const {
  if (kind.line_word == nullptr) return true;
  if (kind.line_word->in_brackets && (place.brackets & bracket_mask) != 0) return true;
  return syntax::contains(kind.line_word->first, terminals_.kind({place.line}).token.text);
}

/// A run of text is one token; some quotes must be left to write it in; adjacent literals are all bytes or
/// all text.
bool Places::allows_literal(const Place& place, TokenKind kind, Terminal terminal) const {
  const bool bytes = (terminal.traits & bytes_literal) != 0;
  if (kind == TokenKind::string_start) return !place.after_literal || place.after_bytes == bytes;
  if (kind != TokenKind::content) return true;
  const std::uint16_t literal = literals_[place.literal].traits;
  // In a replacement field of another literal.
  if (literals_[place.literal].outer != 0 && (terminal.traits & (quotes | backslash)) != 0) return false;
  if (place.after_content || ((literal | terminal.traits) & quotes) == quotes) return false;
  return (terminal.traits & broken_escape) == 0 || (literal & raw_literal) != 0;
}

std::uint32_t Places::advance(std::uint32_t number, Terminal terminal) {
  Place place = places_[number];
  const TerminalKind& kind = terminals_.kind(terminal);
  place.after_indent = kind.token.kind == TokenKind::indent;
  place.after_content = kind.token.kind == TokenKind::content;
  place.after_async = kind.async;
  place.after_literal = kind.token.kind == TokenKind::string_end;
  place.needs_clause = false;
  place.after_bytes = place.after_literal && (literals_[place.literal].traits & bytes_literal) != 0;
  switch (kind.token.kind) {
    case TokenKind::indent:
      place.block = open_block(place);
      ++place.open;
      break;
    case TokenKind::dedent:
      place.needs_clause = blocks_[place.block].needs_clause;
      place.block = blocks_[place.block].outer;
      --place.open;
      break;
    case TokenKind::string_start:
      place.literal = intern(literals_, literal_numbers_, {place.literal, terminal.traits});
      ++place.open;
      break;
    case TokenKind::content: {
      Literal literal = literals_[place.literal];
      literal.traits |= terminal.traits & quotes;
      place.literal = intern(literals_, literal_numbers_, literal);
      break;
    }
    case TokenKind::string_end:
      place.literal = literals_[place.literal].outer;
      --place.open;
      break;
    default:
      place.open = static_cast<std::uint16_t>(place.open + bracket(kind.token));
      read_bracket(place, kind);
  }
  read_word(place, kind, terminal.kind);
  return intern(places_, place_numbers_, place);
}

void Places::read_bracket(Place& place, const TerminalKind& kind) {
  const int change = bracket(kind.token);
  if (change > 0) place.brackets = place.brackets << bracket_bits | values;
  if (change < 0) place.brackets >>= bracket_bits;
  const std::uint64_t state = place.brackets & bracket_mask;
  const bool clause = kind.comprehension == ComprehensionWord::clause && state != 0;
  const bool over = kind.comprehension == ComprehensionWord::over && state == comprehension_targets;
  if (clause || over) {
    place.brackets =
        (place.brackets & ~bracket_mask) | (clause ? comprehension_targets : comprehension_values);
  }
}

void Places::read_word(Place& place, const TerminalKind& kind, std::uint16_t number) {
  const TokenKind token = kind.token.kind;
  if (token == TokenKind::newline || token == TokenKind::indent || token == TokenKind::dedent) {
    place.header = syntax::BlockKind::plain;
    place.line = 0;
    place.line_begun = place.line_async = place.line_needs_clause = false;
  } else if (!place.line_begun) {
    place.line_async |= kind.async;
    if (place.line == 0) place.line = number;
    place.header = kind.header;
    place.line_needs_clause = kind.needs_clause;
    place.line_begun = !kind.async;
  }
}

std::uint32_t Places::open_block(const Place& place) {
  const Block& around = blocks_[place.block].block;
  return intern(blocks_, block_numbers_,
                {place.block, around.inside(place.header, place.line_async), place.line_needs_clause});
}

}  // namespace treewright::grammar
