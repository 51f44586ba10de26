#pragma once
// The shortest ways through a transition system: what a derivation that runs out of steps is ended with.

#include <vector>

#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// What fills a slot: an action, or a text of a type.
struct Filling {
  int action = -1;
  int text = -1;
};

/// Immutable. Read-only actions are none of its ways.
class Shortest {
 public:
  /// `system` must outlive it.
  explicit Shortest(const TransitionSystem& system);

  /// All that may fill a slot, the shortest way first.
  [[nodiscard]] const std::vector<Filling>& fillings(int slot) const {
    return fillings_[static_cast<std::size_t>(slot)];
  }

 private:
  static constexpr unsigned never = 1'000'000;

  [[nodiscard]] unsigned steps(const Slot& slot, const Filling& filling) const;

  const TransitionSystem& system_;
  std::vector<std::vector<Filling>> fillings_;  ///< by slot
  std::vector<unsigned> steps_;                 ///< by slot: of its shortest filling, with all it leads to
};

}  // namespace treewright::grammar
