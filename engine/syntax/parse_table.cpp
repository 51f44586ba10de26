#include "engine/syntax/parse_table.h"

#include <parser.h>

#include <algorithm>

// Declared in the runtime's language.h, which is not C++; the signatures are of tree-sitter 0.26.
extern "C" {
struct TableEntry {
  const TSParseAction* actions;
  uint32_t action_count;
  bool is_reusable;
};
void ts_language_table_entry(const TSLanguage* self, TSStateId state, TSSymbol symbol, TableEntry* result);
bool ts_language_is_reserved_word(const TSLanguage* self, TSStateId state, TSSymbol symbol);
}

namespace treewright::syntax {

std::size_t ParseTable::actions(TSStateId state, TSSymbol token, ParseAction (&actions)[most_actions]) const {
  TableEntry entry{};
  ts_language_table_entry(grammar_, state, token, &entry);
  std::size_t count = 0;
  for (uint32_t i = 0; i < entry.action_count && count < most_actions; ++i) {
    const TSParseAction& action = entry.actions[i];
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
  TableEntry entry{};
  ts_language_table_entry(grammar_, state, token, &entry);
  return entry.action_count > 0;
}

TSStateId ParseTable::next_state(TSStateId state, TSSymbol nonterminal) const {
  return ts_language_next_state(grammar_, state, nonterminal);
}

bool ParseTable::is_reserved(TSStateId state, TSSymbol token) const {
  return ts_language_is_reserved_word(grammar_, state, token);
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
