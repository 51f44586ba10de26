#pragma once
// tree-sitter's GLR automaton as values: sets of LR stacks that share their tails, in one arena.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/syntax/keyword_rules.h"
#include "engine/syntax/parse_table.h"

namespace treewright::grammar {

/// What the tables hold that stays the same for all sessions. Immutable.
struct StackRules {
  explicit StackRules(const syntax::Language& language);
  syntax::ParseTable table;
  TSSymbol indent;
  std::vector<char> opens_block;  ///< by state: a block must follow
  std::vector<char> name_only;    ///< by terminal: see KeywordRules
  std::vector<char> name_only_before;
  std::vector<char> never_name;
  std::vector<char> name_at_most;  ///< by state: nothing but a reduction to a name follows
  // Precedence leaves prefixes that no text completes: in a place for targets alone, "a + b" would have to
  // become one by a trailer, which goes to "b".
  TSSymbol operand;
  std::vector<char> target_only;    ///< by state: an operand here must become a target
  std::vector<char> trailer;        ///< by terminal
  std::vector<char> prefix;         ///< by terminal
  std::vector<char> never_doubled;  ///< by terminal: does not follow itself
  /// See syntax::NeverBegins.
  struct NeverBegins {
    std::vector<char> states, terminals;
  };
  std::vector<NeverBegins> never_begins;

 private:
  void add_never_begins(const syntax::Language& language);
  [[nodiscard]] bool has(TSStateId state, syntax::ParseAction::Kind kind) const;
  std::uint32_t terminals_;
};

/// Equal stacks are the same node, equal sets the same number: states compare and memoise by number.
/// Set 0 is empty, set 1 the start of a module.
class Stacks {
 public:
  explicit Stacks(const StackRules& rules);
  static constexpr std::uint32_t start = 1;
  static constexpr std::size_t most_stacks =
      16;  ///< ambiguity beyond it is dropped; real code needs up to four

  /// The set after the first of `symbols` that a stack has an action for; `word`: no reserved word becomes a
  /// name.
  [[nodiscard]] std::uint32_t advance(std::uint32_t set, std::span<const TSSymbol> symbols, bool word);
  [[nodiscard]] bool accepts_end(std::uint32_t set);
  /// Whether any stack has an action for `symbol`.
  [[nodiscard]] bool has_action(std::uint32_t set, TSSymbol symbol) const;
  [[nodiscard]] std::size_t size(std::uint32_t set) const { return sets_[set].size(); }

 private:
  struct Node {
    std::uint32_t below;
    TSStateId state;
    TSSymbol symbol;  ///< that led here
  };
  struct Work {
    std::uint32_t node;
    std::uint32_t choice;  ///< index into the symbols tried
    friend bool operator==(const Work&, const Work&) = default;
  };

  std::uint32_t push(std::uint32_t below, TSStateId state, TSSymbol symbol);
  [[nodiscard]] std::uint32_t pop(std::uint32_t node, unsigned count) const;
  std::uint32_t intern(std::vector<std::uint32_t> nodes);
  bool run(std::span<const TSSymbol> symbols, bool word);
  bool choose(Work& work, std::span<const TSSymbol> symbols, bool word) const;
  void apply(const Work& work, TSSymbol token, const syntax::ParseAction& action);
  [[nodiscard]] bool may_shift(const Node& node, TSSymbol token, TSStateId next) const;
  void enqueue(Work work);

  const StackRules& rules_;
  std::vector<Node> nodes_;
  std::unordered_map<std::uint64_t, std::uint32_t> node_numbers_;
  std::vector<std::vector<std::uint32_t>> sets_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> set_numbers_;
  std::vector<Work> work_;              ///< of the advance under way: reductions still to follow, and done
  std::vector<std::uint32_t> shifted_;  ///< of the advance under way
};

}  // namespace treewright::grammar
