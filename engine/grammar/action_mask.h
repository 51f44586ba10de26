#pragma once
// What may be generated where. The transition system writes every tree that the grammar's rules write; a
// parser builds only those that its precedences and its lexer leave: `-a.b` is never the attribute of a
// negation, `if` never a name. Which these are is found by asking the parser: everything is written into
// every place that an action makes, as shortly as can be, and must come back.

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/grammar/frontier.h"
#include "engine/grammar/shortest.h"

namespace treewright::grammar {

/// Immutable.
class ActionMask {
 public:
  /// Parses some ten thousand lines: to be made once. `system` must outlive it.
  explicit ActionMask(const TransitionSystem& system);

  /// An action that made places.
  struct Parent {
    int action = 0;
    int place_takes = -1;  ///< what the place where it stands leaves to its own beginning
  };
  /// What a whole file's places stand in.
  [[nodiscard]] Parent root() const { return {system_.slots()[TransitionSystem::root].actions.front()}; }
  /// `action` as it stands at `place`, which `parent` made.
  [[nodiscard]] Parent parent(const Frontier::Place& place, const Parent& parent, int action) const {
    return {action, taken_in(parent, place.position)};
  }

  /// Whether `action` may fill `place`, which `parent` made.
  [[nodiscard]] bool allows(const Frontier::Place& place, const Parent& parent, int action) const;
  /// Whether `name` may be its text. What names look like is not asked.
  [[nodiscard]] bool allows_name(const Frontier::Place& place, const Parent& parent,
                                 std::string_view name) const;
  /// All that may fill the place; never nothing.
  [[nodiscard]] std::vector<Filling> fillings(const Frontier::Place& place, const Parent& parent) const;
  /// The one of them that ends the place in the fewest steps: what is left of a derivation that runs out of
  /// steps is filled so.
  [[nodiscard]] Filling shortest(const Frontier::Place& place, const Parent& parent) const;

 private:
  friend class MaskBuilder;

  /// Numbers all places that actions make.
  [[nodiscard]] std::size_t number(int parent, int position) const {
    return first_place_[static_cast<std::size_t>(parent)] + static_cast<std::size_t>(position);
  }
  [[nodiscard]] std::size_t element(int parent, int position, int action) const {
    return number(parent, position) * system_.actions().size() + static_cast<std::size_t>(action);
  }
  [[nodiscard]] std::size_t name(int parent, int position, std::size_t keyword) const {
    return number(parent, position) * keywords_.size() + keyword;
  }
  /// The places of a list are numbered one after the other.
  [[nodiscard]] std::size_t ending(int parent, int position, int slot, int action) const {
    const auto& slots = system_.actions()[static_cast<std::size_t>(parent)].slots;
    const auto place = static_cast<std::size_t>(slot - slots[static_cast<std::size_t>(position)]);
    return (number(parent, position) * most_places + place) * 2 + static_cast<std::size_t>(action);
  }

  static constexpr unsigned never = 1'000'000;
  static constexpr int anything = -1;
  static constexpr std::size_t most_places = 8;  ///< of a list

  void find_narrow();
  /// Which of only_takes holds for a place.
  [[nodiscard]] int taken_in(const Parent& parent, int position) const;
  /// Steps that end a place.
  [[nodiscard]] unsigned length(const Frontier::Place& place, const Parent& parent) const;
  [[nodiscard]] unsigned length(const Frontier::Place& place, const Parent& parent,
                                const Filling& filling) const;

  const TransitionSystem& system_;
  Shortest shortest_;
  std::vector<std::size_t> first_place_;                   ///< by action
  std::unordered_map<std::string, std::size_t> keywords_;  ///< the grammar's words, numbered
  std::vector<bool> elements_, names_, endings_;           ///< what is allowed, by the numbers above
  std::vector<int> narrow_;               ///< by action: which of only_takes holds for its places
  std::vector<bool> begins_;              ///< by action: its text begins with that of its first slot
  std::vector<std::vector<bool>> taken_;  ///< by only_takes and action
  std::vector<unsigned> lengths_;         ///< by action: its steps with all that it leads to, at least
};

}  // namespace treewright::grammar
