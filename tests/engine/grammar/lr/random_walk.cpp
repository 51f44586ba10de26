#include "tests/engine/grammar/lr/random_walk.h"

#include <algorithm>
#include <numeric>

#include "engine/text/vocabulary.h"

namespace treewright::grammar {
namespace {

using text::Token;
using text::TokenKind;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

std::vector<Token> alphabet() {
  std::vector<Token> tokens;
  for (const std::string& symbol : text::grammar_symbols(python()))
    tokens.push_back({TokenKind::symbol, symbol});
  const auto add = [&](TokenKind kind, std::initializer_list<const char*> texts) {
    for (const char* text : texts) tokens.push_back({kind, text});
  };
  add(TokenKind::symbol, {"True", "False", "None", "...", "!r"});
  add(TokenKind::identifier, {"x", "self", "print", "match", "type", "_", "exec", "ünï", "f", "rb"});
  add(TokenKind::number, {"0", "1.5", "1.", ".5", "0xFF", "1e9", "2j"});
  add(TokenKind::string_start, {"", "f", "r", "b", "rb", "fr"});
  add(TokenKind::content,
      {"abc", "it's", "say \"x\"", " lead",  "{{x}}", "{x}", "a\\n",      "\\d", "\\\\", ">10", "#x",
       "é",   "=3",   "!r",        "a'b\"c", "\\\"",  "}}",  "\\N{DASH}", "'",   "\"",   "'''", "\"\"\""});
  for (const TokenKind kind :
       {TokenKind::string_end, TokenKind::newline, TokenKind::indent, TokenKind::dedent}) {
    tokens.push_back({kind, ""});
  }
  return tokens;
}

}  // namespace

RandomWalks::RandomWalks(unsigned seed) : constraint_(python()), random_(seed), tokens_(alphabet()) {
  for (const Token& token : tokens_) terminals_.push_back(constraint_.terminal(token));
}

std::unique_ptr<Session> RandomWalks::begin() {
  engine::Surroundings around;
  around.in_function = chance(2);
  around.in_async = around.in_function && chance(3);
  around.in_loop = chance(3);
  around.bare = chance(5);
  return constraint_.begin(around);
}

Walk RandomWalks::walk(Session& session, std::size_t length) {
  Walk walk{{}, session.start()};
  for (; length > 0; --length) {
    const std::size_t choice = choose(session, walk.state);
    if (choice == tokens_.size()) break;
    walk.tokens.push_back(tokens_[choice]);
    walk.state = session.advance(walk.state, terminals_[choice]);
  }
  return walk;
}

bool RandomWalks::end(Session& session, Walk& walk) const {
  for (const Token& token : session.shortest_ending(walk.state)) {
    const Terminal terminal = constraint_.terminal(token);
    if (!session.allows(walk.state, terminal)) return false;
    walk.state = session.advance(walk.state, terminal);
    walk.tokens.push_back(token);
  }
  return true;
}

/// An allowed token; half the time no operator or keyword, which would crowd out the rest.
std::size_t RandomWalks::choose(Session& session, State state) {
  const bool any = chance(2);
  std::vector<std::size_t> order(tokens_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::shuffle(order, random_);
  std::size_t symbol = tokens_.size();
  for (const std::size_t i : order) {
    if (!any && symbol != tokens_.size() && tokens_[i].kind == TokenKind::symbol) continue;
    if (!session.allows(state, terminals_[i])) continue;
    if (any || tokens_[i].kind != TokenKind::symbol) return i;
    symbol = i;
  }
  return symbol;
}

}  // namespace treewright::grammar
