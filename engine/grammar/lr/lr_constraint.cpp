#include "engine/grammar/lr/lr_constraint.h"

#include <algorithm>
#include <unordered_map>

#include "engine/grammar/lr/ending.h"
#include "engine/grammar/lr/place.h"
#include "engine/grammar/lr/stacks.h"
#include "engine/grammar/lr/terminals.h"

namespace treewright::grammar {
namespace {

using text::Token;
using text::TokenKind;

/// Closing is cheap, placeholders less so, names least: an ending should say nothing of its own. Cost 0:
/// never.
/// A word that may be a name says as much as one.
EndingStep ending_step(const Terminals& terminals, Terminal terminal, const syntax::KeywordRules& rules) {
  const Token& token = terminals.kind(terminal).token;
  if (token.kind == TokenKind::identifier) return {terminal, 3, false};
  if (token.kind == TokenKind::number) return {terminal, 4, false};
  if (token.kind == TokenKind::content || token.kind == TokenKind::string_start) return {terminal, 0, false};
  if (token.kind != TokenKind::symbol || token.text == ")" || token.text == "]" || token.text == "}") {
    return {terminal, 1, true};
  }
  if (syntax::contains(rules.fillers, token.text)) return {terminal, 1, false};
  if (!syntax::contains(rules.connectives, token.text)) return {terminal, 0, false};
  const bool names = terminals.terminal({TokenKind::identifier, token.text}).kind != 0;
  return {terminal, names ? 4U : 2U, false};
}

}  // namespace

struct LrConstraint::Tables {
  explicit Tables(const syntax::Language& language)
      : terminals(language), stack_rules(language), content_symbol(0), brace{} {
    content_symbol = stack_rules.table.terminals(language.keywords->content).front();
    brace = terminals.terminal({TokenKind::symbol, "{"});
    content = terminals.terminal({TokenKind::content, "_"});
    for (const Terminal terminal : terminals.all()) {
      const EndingStep step = ending_step(terminals, terminal, *language.keywords);
      if (step.cost > 0) ending_steps.push_back(step);
    }
    std::ranges::stable_partition(ending_steps, std::identity{}, &EndingStep::closing);
  }
  Terminals terminals;
  StackRules stack_rules;
  TSSymbol content_symbol;
  Terminal brace, content;
  std::vector<EndingStep> ending_steps;
};

namespace {

template <typename Tables>
class LrSession final : public EndingSession {
 public:
  LrSession(std::shared_ptr<const Tables> tables, const engine::Surroundings& surroundings)
      : tables_(std::move(tables)), stacks_(tables_->stack_rules), places_(tables_->terminals, surroundings) {
    position_of(0, 0);  // number 0 is the dead position, 1 the start
    position_of(Stacks::start, 0);
  }

  State start() override { return {1}; }
  bool allows(State state, Terminal terminal) override { return follow(state, terminal) != 0; }
  State advance(State state, Terminal terminal) override { return {follow(state, terminal)}; }
  bool may_end(State state) override {
    const Position& at = positions_[state.id];
    return state != start() && places_.may_end(at.place) && stacks_.accepts_end(at.stacks);
  }
  unsigned open(State state) const override { return places_.open(positions_[state.id].place); }

  std::vector<Token> shortest_ending(State state) override {
    std::vector<Token> tokens;
    for (const Terminal terminal : find_ending(*this, state, tables_->ending_steps)) {
      tokens.push_back(tables_->terminals.kind(terminal).token);
    }
    return tokens;
  }

 private:
  struct Position {
    std::uint32_t stacks;
    std::uint32_t place;
  };

  std::uint32_t position_of(std::uint32_t stacks, std::uint32_t place) {
    const std::uint64_t key = std::uint64_t{stacks} << 32 | place;
    const auto [at, fresh] = numbers_.try_emplace(key, static_cast<std::uint32_t>(positions_.size()));
    if (fresh) positions_.push_back({stacks, place});
    return at->second;
  }

  /// The position after `terminal`, 0 where it is not allowed.
  std::uint32_t follow(State state, Terminal terminal) {
    const std::uint64_t key =
        std::uint64_t{state.id} << 32 | std::uint32_t{terminal.traits} << 16 | terminal.kind;
    const auto [at, fresh] = memo_.try_emplace(key, 0);
    if (!fresh) return at->second;
    const std::uint32_t next = compute(positions_[state.id], terminal);
    return memo_[key] = next;
  }

  std::uint32_t compute(Position position, Terminal terminal) {
    if (terminal.kind == 0 || position.stacks == 0 || !places_.allows(position.place, terminal)) return 0;
    const TerminalKind& kind = tables_->terminals.kind(terminal);
    if (!fits_literal(position, terminal)) return 0;
    const std::uint32_t stacks = stacks_.advance(position.stacks, kind.symbols, kind.word);
    return stacks == 0 ? 0 : position_of(stacks, places_.advance(position.place, terminal));
  }

  /// The tables take interpolations in any literal, and any text.
  bool fits_literal(Position position, Terminal terminal) {
    if (terminal.kind != tables_->brace.kind && terminal.kind != tables_->content.kind) return true;
    const std::uint16_t literal = places_.literal(position.place);
    const bool in_text = stacks_.has_action(position.stacks, tables_->content_symbol);
    if (terminal.kind == tables_->brace.kind) return !in_text || (literal & format_literal) != 0;
    if (!in_text) return (terminal.traits & no_format_specifier) == 0;
    if ((literal & format_literal) != 0 && (terminal.traits & lone_brace) != 0) return false;
    return (literal & bytes_literal) == 0 || (terminal.traits & beyond_ascii) == 0;
  }

  std::shared_ptr<const Tables> tables_;
  Stacks stacks_;
  Places places_;
  std::vector<Position> positions_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::unordered_map<std::uint64_t, std::uint32_t> memo_;
};

}  // namespace

LrConstraint::LrConstraint(const syntax::Language& language)
    : language_(language), tables_(std::make_shared<const Tables>(language)) {}
LrConstraint::~LrConstraint() = default;

Terminal LrConstraint::terminal(const Token& token) const { return tables_->terminals.terminal(token); }

std::unique_ptr<Session> LrConstraint::begin(const engine::Surroundings& surroundings) const {
  return std::make_unique<LrSession<Tables>>(tables_, surroundings);
}

}  // namespace treewright::grammar
