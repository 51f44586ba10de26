#include "engine/grammar/lr/stacks.h"

#include <algorithm>

namespace treewright::grammar {

using syntax::ParseAction;
using syntax::ParseTable;

namespace {

TSSymbol nonterminal(const TSLanguage* grammar, std::string_view name) {
  const std::uint32_t count = ts_language_symbol_count(grammar);
  for (TSSymbol symbol = 0; symbol < count; ++symbol) {
    if (name == ts_language_symbol_name(grammar, symbol)) return symbol;
  }
  return 0;
}

}  // namespace

StackRules::StackRules(const syntax::Language& language)
    : table(language), terminals_(table.terminal_count()) {
  const syntax::KeywordRules& words = *language.keywords;
  indent = table.terminals(words.indent).front();
  operand = nonterminal(language.grammar, words.operand);
  const auto mark = [&](std::vector<char>& flags, syntax::Words texts) {
    flags.assign(ts_language_symbol_count(language.grammar), 0);
    for (const std::string_view text : texts) {
      for (const TSSymbol symbol : table.terminals(text)) flags[symbol] = 1;
    }
  };
  mark(name_only, words.names_only);
  mark(name_only_before, words.names_only_before);
  mark(never_name, words.never_names);
  mark(trailer, words.trailers);
  mark(prefix, words.prefixes);
  mark(never_doubled, words.never_doubled);
  const std::uint32_t states = ts_language_state_count(language.grammar);
  opens_block.resize(states);
  name_at_most.resize(states);
  target_only.resize(states);
  for (TSStateId state = ParseTable::start_state; state < states; ++state) {
    opens_block[state] = static_cast<char>(table.has_action(state, indent));
    name_at_most[state] = static_cast<char>(!has(state, ParseAction::Kind::shift));
    const TSStateId after = table.next_state(state, operand);
    target_only[state] = static_cast<char>(after != 0 && !has(after, ParseAction::Kind::reduce));
  }
  add_never_begins(language);
}

void StackRules::add_never_begins(const syntax::Language& language) {
  for (const syntax::NeverBegins& row : language.keywords->never_begins) {
    NeverBegins& rule = never_begins.emplace_back();
    rule.terminals.assign(ts_language_symbol_count(language.grammar), 0);
    for (const std::string_view word : row.words)
      for (const TSSymbol symbol : table.terminals(word)) rule.terminals[symbol] = 1;
    const TSSymbol begun = nonterminal(language.grammar, row.nonterminal);
    for (TSStateId state = 0; state < opens_block.size(); ++state)
      rule.states.push_back(static_cast<char>(state > 0 && table.next_state(state, begun) != 0));
  }
}

bool StackRules::has(TSStateId state, ParseAction::Kind kind) const {
  for (TSSymbol token = 0; token < terminals_; ++token) {
    ParseAction actions[ParseTable::most_actions];
    const std::size_t count = table.actions(state, token, actions);
    for (std::size_t a = 0; a < count; ++a) {
      const bool extra = actions[a].kind == ParseAction::Kind::shift && actions[a].state == state;
      if (actions[a].kind == kind && !extra && name_only_before[token] == 0) return true;
    }
  }
  return false;
}

Stacks::Stacks(const StackRules& rules) : rules_(rules), nodes_{{0, 0, 0}}, sets_(1) {
  intern({push(0, ParseTable::start_state, 0)});
}

std::uint32_t Stacks::push(std::uint32_t below, TSStateId state, TSSymbol symbol) {
  const std::uint64_t key = std::uint64_t{below} << 32 | std::uint32_t{state} << 16 | symbol;
  const auto [at, fresh] = node_numbers_.try_emplace(key, static_cast<std::uint32_t>(nodes_.size()));
  if (fresh) nodes_.push_back({below, state, symbol});
  return at->second;
}

std::uint32_t Stacks::pop(std::uint32_t node, unsigned count) const {
  while (count-- > 0) node = nodes_[node].below;
  return node;
}

std::uint32_t Stacks::intern(std::vector<std::uint32_t> nodes) {
  if (nodes.empty()) return 0;
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  if (nodes.size() > most_stacks) nodes.resize(most_stacks);
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const std::uint32_t node : nodes) hash = (hash ^ node) * 1099511628211ULL;
  const auto [first, last] = set_numbers_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    if (sets_[at->second] == nodes) return at->second;
  }
  sets_.push_back(std::move(nodes));
  const auto number = static_cast<std::uint32_t>(sets_.size() - 1);
  set_numbers_.emplace(hash, number);
  return number;
}

bool Stacks::has_action(std::uint32_t set, TSSymbol symbol) const {
  const auto acts = [&](std::uint32_t node) { return rules_.table.has_action(nodes_[node].state, symbol); };
  return std::ranges::any_of(sets_[set], acts);
}

std::uint32_t Stacks::advance(std::uint32_t set, std::span<const TSSymbol> symbols, bool word) {
  work_.clear();
  shifted_.clear();
  for (const std::uint32_t node : sets_[set]) {
    // A header's body is a block of its own lines, never the rest of the line.
    if (rules_.opens_block[nodes_[node].state] == 0 || symbols.front() == rules_.indent) enqueue({node, 0});
  }
  run(symbols, word);
  return intern(shifted_);
}

bool Stacks::accepts_end(std::uint32_t set) {
  const TSSymbol end[] = {ParseTable::end_symbol};
  work_.clear();
  shifted_.clear();
  for (const std::uint32_t node : sets_[set]) enqueue({node, 0});
  return run(end, false);
}

/// Follows all reductions until each stack has shifted or died; true where one accepts.
bool Stacks::run(std::span<const TSSymbol> symbols, bool word) {
  bool accepted = false;
  for (std::size_t i = 0; i < work_.size(); ++i) {
    Work work = work_[i];
    if (!choose(work, symbols, word)) continue;
    ParseAction actions[ParseTable::most_actions];
    const TSSymbol token = symbols[work.choice];
    const std::size_t count = rules_.table.actions(nodes_[work.node].state, token, actions);
    for (std::size_t a = 0; a < count; ++a) {
      accepted |= actions[a].kind == ParseAction::Kind::accept;
      apply(work, token, actions[a]);
    }
  }
  return accepted;
}

/// The lexer's choice in this state. What once was a name stays one.
bool Stacks::choose(Work& work, std::span<const TSSymbol> symbols, bool word) const {
  const TSStateId state = nodes_[work.node].state;
  for (; work.choice < symbols.size(); ++work.choice) {
    if (rules_.table.has_action(state, symbols[work.choice])) return true;
    if (word && rules_.table.is_reserved(state, symbols[work.choice])) return false;
  }
  return false;
}

void Stacks::apply(const Work& work, TSSymbol token, const ParseAction& action) {
  const Node node = nodes_[work.node];
  if (action.kind == ParseAction::Kind::shift) {
    if (may_shift(node, token, action.state)) shifted_.push_back(push(work.node, action.state, token));
  } else if (action.kind == ParseAction::Kind::reduce) {
    if (action.children == 1 && rules_.never_name[node.symbol] != 0) return;
    const std::uint32_t below = pop(work.node, action.children);
    const TSStateId state = rules_.table.next_state(nodes_[below].state, action.symbol);
    if (below != 0 && state != 0) enqueue({push(below, state, action.symbol), work.choice});
  }
}

bool Stacks::may_shift(const Node& node, TSSymbol token, TSStateId next) const {
  for (const auto& rule : rules_.never_begins)
    if (rule.terminals[token] != 0 && rule.states[node.state] != 0) return false;
  if (rules_.never_name[token] != 0 && rules_.name_at_most[next] != 0) return false;
  if (rules_.name_only[node.symbol] != 0) return rules_.name_only_before[token] != 0;
  if (rules_.never_name[node.symbol] != 0) return rules_.name_only_before[token] == 0;
  if (rules_.never_doubled[token] != 0 && node.symbol == token) return false;
  if (rules_.prefix[token] != 0 && rules_.target_only[node.state] != 0) return false;
  const bool must_trail = node.symbol == rules_.operand && rules_.target_only[nodes_[node.below].state] != 0;
  return !must_trail || rules_.trailer[token] != 0;
}

void Stacks::enqueue(Work work) {
  if (std::ranges::find(work_, work) == work_.end()) work_.push_back(work);
}

}  // namespace treewright::grammar
