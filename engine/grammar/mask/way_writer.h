#pragma once
// The shortest tree that holds an action, a text or a list's end in a given place. Internal to the action
// mask.

#include <string_view>
#include <vector>

#include "engine/grammar/transition/derivation.h"
#include "engine/grammar/transition/frontier.h"
#include "engine/grammar/transition/shortest.h"

namespace treewright::grammar {

/// A way down to a place: each action fills the place at a position of the one before.
struct Way {
  std::vector<int> actions, positions;
  std::vector<int>
      firsts;  ///< by action: which of its fillings its own first slot gets, if the way is not that
};

/// What to write there.
struct Target {
  Filling filling;
  std::string_view text = {};
  int slot = -1;  ///< only where a list has come to this place
  int first = 0;  ///< which of the fillings of an action's own first slot is written
};

/// Writes a target at the end of its way; all else is as short as can be.
class WayWriter {
 public:
  /// All must outlive it.
  WayWriter(const TransitionSystem& system, const Shortest& shortest, const std::vector<bool>& barred_endings,
            const Way& way, const Target& target)
      : system_(system), shortest_(shortest), barred_endings_(barred_endings), way_(way), target_(target) {}

  [[nodiscard]] text::CodeTree run();

 private:
  [[nodiscard]] Filling choose(const Frontier::Place& place);
  [[nodiscard]] bool fits(int slot, const Filling& next, bool at_target) const;
  [[nodiscard]] Filling shortest(int slot, bool may_end) const;

  const TransitionSystem& system_;
  const Shortest& shortest_;
  const std::vector<bool>& barred_endings_;
  const Way& way_;
  const Target& target_;
  std::size_t done_ = 0;   ///< places of the way that are filled
  int parent_ = -1;        ///< step of the way's last action so far
  int first_ = 0;          ///< which filling the next place gets
  std::string_view text_;  ///< of the step under way, where it is the target's
  std::vector<Step> steps_;
};

}  // namespace treewright::grammar
