#include "engine/grammar/mask/action_mask.h"

#include <algorithm>

#include "engine/grammar/mask/mask_builder.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {
namespace {

/// Whether an expansion's text begins with a slot's.
bool begins_with_slot(const Items& items) {
  if (items.empty() || items[0].kind == Item::Kind::leaf) return false;
  return items[0].kind == Item::Kind::slot || begins_with_slot(items[0].items);
}

const syntax::Counted* counted_row(const TransitionSystem& system, std::string_view action) {
  const syntax::KeywordRules* rules = system.language().keywords;
  if (rules == nullptr) return nullptr;
  const auto row =
      std::ranges::find_if(rules->counted, [&](const auto& each) { return each.concerns(action); });
  return row == rules->counted.end() ? nullptr : &*row;
}

MaskTables stored_or_asked(const TransitionSystem& system, const Shortest& shortest,
                           std::string_view stored) {
  MaskTables tables(system);
  return tables.read(stored) ? tables : ask_parser(system, shortest);
}

}  // namespace

ActionMask::ActionMask(const TransitionSystem& system, std::string_view stored)
    : system_(system),
      blocks_(system),
      shortest_(system),
      tables_(stored_or_asked(system, shortest_, stored)) {
  lengths_.resize(system.actions().size(), never);
  find_narrow();
  find_lengths();
}

/// Steps fall until they are right. An action that cannot be brought to an end is of no use.
void ActionMask::find_lengths() {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t action = 0; action < lengths_.size(); ++action) {
      const unsigned found = length(static_cast<int>(action));
      changed |= found < lengths_[action];
      lengths_[action] = std::min(lengths_[action], found);
    }
  }
}

unsigned ActionMask::length(int action) const {
  const std::vector<int>& slots = system_.actions()[static_cast<std::size_t>(action)].slots;
  unsigned sum = 1;
  for (std::size_t i = 0; i < slots.size(); ++i) sum += length({slots[i], 0, static_cast<int>(i)}, {action});
  return std::min(sum, never);
}

/// What only_takes says of each action.
void ActionMask::find_narrow() {
  const auto& only_takes = system_.language().layout->only_takes;
  taken_.resize(only_takes.size());
  for (const Action& action : system_.actions()) {
    narrow_.push_back(anything);
    counted_.push_back(counted_row(system_, action.name));
    begins_.push_back(begins_with_slot(action.items));
    for (std::size_t i = 0; i < only_takes.size(); ++i) {
      if (only_takes[i].concerns(action.name)) narrow_.back() = static_cast<int>(i);
      taken_[i].push_back(only_takes[i].holds(action.name));
    }
  }
}

int ActionMask::taken_in(const Parent& parent, int position) const {
  const auto action = static_cast<std::size_t>(parent.action);
  if (narrow_[action] != anything) return narrow_[action];
  return position == 0 && begins_[action] ? parent.place_takes : anything;
}

/// Whether the list at `place` may be closed by `action`, or get an element more by another one or a text
/// (-1).
bool ActionMask::counts(const Frontier::Place& place, const Parent& parent, int action) const {
  const syntax::Counted* row = counted_[static_cast<std::size_t>(parent.action)];
  const Slot& slot = system_.slots()[static_cast<std::size_t>(place.slot)];
  if (row == nullptr || slot.name.find(row->list) == std::string::npos) return true;
  const auto order = static_cast<unsigned>(place.order);
  if (!TransitionSystem::closes(action)) return order < row->most;
  return order >= row->least && (row->open_end || action != TransitionSystem::close_by_separator);
}

bool ActionMask::allows(const Frontier::Place& place, const Parent& parent, int action) const {
  if (!counts(place, parent, action)) return false;
  if (TransitionSystem::closes(action))
    return tables_.ending(parent.action, place.position, place.slot, action);
  const int taken = taken_in(parent, place.position);
  if (taken != anything && !taken_[static_cast<std::size_t>(taken)][static_cast<std::size_t>(action)])
    return false;
  return tables_.element(parent.action, place.position, action) &&
         lengths_[static_cast<std::size_t>(action)] != never &&
         blocks_.allows(block_of(place, parent), action);
}

bool ActionMask::allows_text(const Frontier::Place& place, const Parent& parent, int type) const {
  const bool number = system_.text_kind(type) == TextKind::number;
  if (number && taken_in(parent, place.position) != anything) return false;
  return counts(place, parent, -1);
}

bool ActionMask::allows_name(const Frontier::Place& place, const Parent& parent,
                             std::string_view name) const {
  const auto keyword = tables_.keywords().find(std::string(name));
  return keyword == tables_.keywords().end() || tables_.name(parent.action, place.position, keyword->second);
}

std::vector<Filling> ActionMask::fillings(const Frontier::Place& place, const Parent& parent) const {
  std::vector<Filling> allowed = shortest_.fillings(place.slot);
  std::erase_if(allowed, [&](const Filling& filling) {
    return filling.action >= 0 ? !allows(place, parent, filling.action)
                               : !allows_text(place, parent, filling.text);
  });
  return allowed;
}

Filling ActionMask::shortest(const Frontier::Place& place, const Parent& parent) const {
  const std::vector<Filling> allowed = fillings(place, parent);
  return *std::ranges::min_element(allowed, {},
                                   [&](const Filling& filling) { return length(place, parent, filling); });
}

unsigned ActionMask::length(const Frontier::Place& place, const Parent& parent) const {
  unsigned least = never;
  for (const Filling& filling : shortest_.fillings(place.slot)) {
    if (filling.text >= 0 ? allows_text(place, parent, filling.text) : allows(place, parent, filling.action))
      least = std::min(least, length(place, parent, filling));
  }
  return least;
}

unsigned ActionMask::length(const Frontier::Place& place, const Parent& parent,
                            const Filling& filling) const {
  if (TransitionSystem::closes(filling.action)) return 1;
  const unsigned element = filling.text >= 0 ? 1 : lengths_[static_cast<std::size_t>(filling.action)];
  const int next = system_.slots()[static_cast<std::size_t>(place.slot)].next_after(filling.text >= 0);
  if (next == Slot::no_list || element == never) return element;
  // Where the list stays at this place, it can end here or never.
  const auto ends = [&](int action) {
    return TransitionSystem::closes(action) && tables_.ending(parent.action, place.position, next, action);
  };
  if (std::ranges::any_of(system_.slots()[static_cast<std::size_t>(next)].actions, ends)) return element + 1;
  if (next == place.slot) return never;
  return std::min(never, element + length({next, place.parent, place.position}, parent));
}

}  // namespace treewright::grammar
