#include "engine/grammar/mask/way_writer.h"

#include <algorithm>
#include <utility>

namespace treewright::grammar {
namespace {

constexpr int nobody = -2;

bool contains(const std::vector<int>& numbers, int number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

}  // namespace

text::CodeTree WayWriter::run() {
  Frontier frontier(system_);
  for (Stack stack = frontier.start(); stack != 0;) {
    const Frontier::Place place = frontier.top(stack);
    text_ = {};
    const Filling filling = choose(place);
    steps_.push_back({filling.action, filling.text, {}, place.slot, place.parent, place.position});
    if (filling.action >= 0) {
      stack = frontier.apply(stack, filling.action, static_cast<int>(steps_.size()) - 1);
    } else {
      steps_.back().text = text_.empty() ? system_.sample_text(filling.text) : text_;
      stack = frontier.write_text(stack);
    }
  }
  return build_tree(system_, steps_);
}

Filling WayWriter::choose(const Frontier::Place& place) {
  const int first = std::exchange(first_, 0);
  const bool on_way = place.parent == parent_ && place.position == way_.positions[done_];
  if (!on_way) {
    return first > 0 ? shortest_.fillings(place.slot)[static_cast<std::size_t>(first)]
                     : shortest(place.slot, true);
  }
  const bool at_target = done_ + 1 == way_.positions.size();
  const Filling next = at_target ? target_.filling : Filling{way_.actions[done_ + 1]};
  if (!fits(place.slot, next, at_target)) return shortest(place.slot, false);
  ++done_;
  first_ = at_target ? target_.first : way_.firsts[done_];
  if (at_target) text_ = target_.text;
  parent_ = at_target ? nobody : static_cast<int>(steps_.size());
  return next;
}

bool WayWriter::fits(int slot, const Filling& next, bool at_target) const {
  if (at_target && target_.slot >= 0) return slot == target_.slot;
  const Slot& place = system_.slots()[static_cast<std::size_t>(slot)];
  return next.action >= 0 ? contains(place.actions, next.action) : contains(place.texts, next.text);
}

Filling WayWriter::shortest(int slot, bool may_end) const {
  const std::vector<Filling>& all = shortest_.fillings(slot);
  const auto serves = [&](const Filling& filling) {
    return !TransitionSystem::closes(filling.action) ||
           (may_end && !barred_endings_[static_cast<std::size_t>(slot * 2 + filling.action)]);
  };
  const auto found = std::ranges::find_if(all, serves);
  return found == all.end() ? all.front() : *found;
}

}  // namespace treewright::grammar
