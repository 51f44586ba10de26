#pragma once
// A grammar's LR tables as tree-sitter generated them. Wraps the runtime's private header, and nothing else
// may.

#include <tree_sitter/api.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/syntax/language.h"

namespace treewright::syntax {

struct ParseAction {
  enum class Kind : std::uint8_t { shift, reduce, accept };
  Kind kind;
  std::uint8_t children = 0;  ///< of a reduction
  TSStateId state = 0;        ///< after a shift
  TSSymbol symbol = 0;        ///< nonterminal of a reduction
};

/// Thread-safe: reads static tables.
class ParseTable {
 public:
  explicit ParseTable(const Language& language) : grammar_(language.grammar) {}

  static constexpr TSStateId start_state = 1;
  static constexpr TSSymbol end_symbol = 0;
  static constexpr std::size_t most_actions = 8;  ///< of one cell; conflicts hold two or three

  /// What the parser does at `token` in `state`, as the runtime would (no error recovery, no repetition
  /// shifts). Writes to `actions` and returns how many.
  std::size_t actions(TSStateId state, TSSymbol token, ParseAction (&actions)[most_actions]) const;
  [[nodiscard]] bool has_action(TSStateId state, TSSymbol token) const;
  [[nodiscard]] TSStateId next_state(TSStateId state, TSSymbol nonterminal) const;
  /// Whether the word that is keyword `token` can be no identifier in `state`.
  [[nodiscard]] bool is_reserved(TSStateId state, TSSymbol token) const;
  [[nodiscard]] std::uint32_t terminal_count() const;
  /// All terminals of that name, those of higher lexical precedence first.
  [[nodiscard]] std::vector<TSSymbol> terminals(std::string_view name) const;

 private:
  const TSLanguage* grammar_;
};

}  // namespace treewright::syntax
