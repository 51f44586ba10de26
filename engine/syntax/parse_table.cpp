#include "engine/syntax/parse_table.h"

#include <algorithm>

#include "engine/syntax/table_entry.h"

namespace treewright::syntax {

std::size_t ParseTable::actions(TSStateId state, TSSymbol token, ParseAction (&actions)[most_actions]) const {
  std::uint32_t all = 0;
  const TSParseAction* table = treewright_table_actions(grammar_, state, token, &all);
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < all && count < most_actions; ++i) {
    const TSParseAction& action = table[i];
    if (action.type == TSParseActionTypeReduce) {
      actions[count++] = {ParseAction::Kind::reduce, action.reduce.child_count, 0, action.reduce.symbol};
    } else if (action.type == TSParseActionTypeAccept) {
      actions[count++] = {.kind = ParseAction::Kind::accept};
    } else if (action.type == TSParseActionTypeShift && !action.shift.repetition) {
      actions[count++] = {ParseAction::Kind::shift, 0, action.shift.extra ? state : action.shift.state,
                          token};
    }
  }
  return count;
}

bool ParseTable::has_action(TSStateId state, TSSymbol token) const {
  std::uint32_t count = 0;
  (void)treewright_table_actions(grammar_, state, token, &count);
  return count > 0;
}

TSStateId ParseTable::next_state(TSStateId state, TSSymbol nonterminal) const {
  return ts_language_next_state(grammar_, state, nonterminal);
}

bool ParseTable::is_reserved(TSStateId state, TSSymbol token) const {
  return treewright_is_reserved(grammar_, state, token);
}

std::uint32_t ParseTable::terminal_count() const { return grammar_->token_count; }

std::vector<TSSymbol> ParseTable::terminals(std::string_view name) const {
  std::vector<TSSymbol> found;
  for (TSSymbol symbol = 1; symbol < grammar_->token_count; ++symbol) {
    if (name == grammar_->symbol_names[symbol]) found.push_back(symbol);
  }
  // Generated numbers follow the grammar; a second terminal of one spelling exists to win over the first.
  std::ranges::reverse(found);
  return found;
}

}  // namespace treewright::syntax
