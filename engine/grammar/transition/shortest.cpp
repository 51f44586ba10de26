#include "engine/grammar/transition/shortest.h"

#include <algorithm>

namespace treewright::grammar {

Shortest::Shortest(const TransitionSystem& system)
    : system_(system), fillings_(system.slots().size()), steps_(system.slots().size(), never) {
  for (std::size_t slot = 0; slot < steps_.size(); ++slot) {
    for (const int text : system.slots()[slot].texts) fillings_[slot].push_back({-1, text});
    for (const int action : system.slots()[slot].actions) {
      if (!system.actions()[static_cast<std::size_t>(action)].read_only) fillings_[slot].push_back({action});
    }
  }
  for (bool changed = true; changed;) {  // the numbers fall until they are right
    changed = false;
    for (std::size_t slot = 0; slot < steps_.size(); ++slot) {
      for (const Filling& filling : fillings_[slot]) {
        const unsigned found = steps(system.slots()[slot], filling);
        changed |= found < steps_[slot];
        steps_[slot] = std::min(steps_[slot], found);
      }
    }
  }
  for (std::size_t slot = 0; slot < steps_.size(); ++slot) {
    const auto length = [&](const Filling& filling) { return steps(system.slots()[slot], filling); };
    std::erase_if(fillings_[slot], [&](const Filling& filling) { return length(filling) == never; });
    std::ranges::stable_sort(fillings_[slot], {}, length);
  }
}

unsigned Shortest::steps(const Slot& slot, const Filling& filling) const {
  if (TransitionSystem::closes(filling.action)) return 1;
  const int next = slot.next_after(filling.text >= 0);
  unsigned sum = 1 + (next == Slot::no_list ? 0 : steps_[static_cast<std::size_t>(next)]);
  if (filling.action >= 0) {
    for (const int inner : system_.actions()[static_cast<std::size_t>(filling.action)].slots)
      sum += steps_[static_cast<std::size_t>(inner)];
  }
  return std::min(sum, never);
}

}  // namespace treewright::grammar
