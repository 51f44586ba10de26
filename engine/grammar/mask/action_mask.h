#pragma once
// What may be generated where. The transition system writes every tree that the grammar's rules write; a
// parser builds only those that its precedences and its lexer leave: `-a.b` is never the attribute of a
// negation, `if` never a name. Which these are is found by asking the parser: everything is written into
// every place that an action makes, as shortly as can be, and must come back. Words that the compiler takes
// only in some places are told by what they stand in.

#include <string>
#include <string_view>
#include <vector>

#include "engine/grammar/mask/action_blocks.h"
#include "engine/grammar/mask/mask_tables.h"
#include "engine/grammar/transition/frontier.h"
#include "engine/grammar/transition/shortest.h"

namespace treewright::grammar {

/// Immutable.
class ActionMask {
 public:
  /// From the bytes() of another one of this system; where they are none, by asking the parser, which takes
  /// about a second. `system` must outlive it.
  explicit ActionMask(const TransitionSystem& system, std::string_view stored = {});

  [[nodiscard]] std::string bytes() const { return tables_.bytes(); }

  /// An action that made places.
  struct Parent {
    int action = 0;
    int place_takes = -1;  ///< what the place where it stands leaves to its own beginning
    Block block = {};      ///< where it stands
  };
  /// What a whole file's places stand in; `block` is what the file stands in.
  [[nodiscard]] Parent root(const Block& block = {}) const {
    return {.action = system_.slots()[TransitionSystem::root].actions.front(), .block = block};
  }
  /// `action` as it stands at `place`, which `parent` made.
  [[nodiscard]] Parent parent(const Frontier::Place& place, const Parent& parent, int action) const {
    return {action, taken_in(parent, place.position), block_of(place, parent)};
  }

  /// Whether `action` may fill `place`, which `parent` made.
  [[nodiscard]] bool allows(const Frontier::Place& place, const Parent& parent, int action) const;
  /// Whether a text of a leaf type may fill it. What the text says is not asked.
  [[nodiscard]] bool allows_text(const Frontier::Place& place, const Parent& parent, int type) const;
  /// Whether `place` is one of statements: those before it are whole.
  [[nodiscard]] bool holds_statements(const Frontier::Place& place, const Parent& parent) const {
    return blocks_.holds_statements(parent.action, place.position);
  }
  /// Whether `name` may be its text. What names look like is not asked.
  [[nodiscard]] bool allows_name(const Frontier::Place& place, const Parent& parent,
                                 std::string_view name) const;
  /// All that may fill the place; never nothing.
  [[nodiscard]] std::vector<Filling> fillings(const Frontier::Place& place, const Parent& parent) const;
  /// The one of them that ends the place in the fewest steps: what is left of a derivation that runs out of
  /// steps is filled so.
  [[nodiscard]] Filling shortest(const Frontier::Place& place, const Parent& parent) const;

 private:
  static constexpr unsigned never = 1'000'000;
  static constexpr int anything = -1;

  void find_narrow();
  [[nodiscard]] bool counts(const Frontier::Place& place, const Parent& parent, int action) const;
  void find_lengths();
  [[nodiscard]] Block block_of(const Frontier::Place& place, const Parent& parent) const {
    return blocks_.inside(parent.block, parent.action, place.position);
  }
  /// Which of only_takes holds for a place.
  [[nodiscard]] int taken_in(const Parent& parent, int position) const;
  /// Steps of an action with all that it leads to, at least.
  [[nodiscard]] unsigned length(int action) const;
  /// Steps that end a place.
  [[nodiscard]] unsigned length(const Frontier::Place& place, const Parent& parent) const;
  [[nodiscard]] unsigned length(const Frontier::Place& place, const Parent& parent,
                                const Filling& filling) const;

  const TransitionSystem& system_;
  ActionBlocks blocks_;
  Shortest shortest_;
  MaskTables tables_;
  std::vector<int> narrow_;                      ///< by action: which of only_takes holds for its places
  std::vector<bool> begins_;                     ///< by action: its text begins with that of its first slot
  std::vector<std::vector<bool>> taken_;         ///< by only_takes and action
  std::vector<const syntax::Counted*> counted_;  ///< by action, or null
  std::vector<unsigned> lengths_;                ///< by action: its steps with all that it leads to, at least
};

}  // namespace treewright::grammar
