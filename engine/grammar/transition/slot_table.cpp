#include "engine/grammar/transition/slot_table.h"

#include <algorithm>

namespace treewright::grammar {

int SlotTable::add(const std::string& name, SlotSource source) {
  const auto [found, added] = numbers_.emplace(name, size());
  if (added) {
    sources_.push_back(std::move(source));
    slots_.emplace_back().name = name;
  }
  return found->second;
}

int SlotTable::of_expression(const std::string& owner, const Rule& expression) const {
  const auto owned = expressions_.find(owner);
  if (owned == expressions_.end()) return none;
  const auto& slots = owned->second.slots;
  const auto found = std::ranges::find(slots, expression, &std::pair<Rule, int>::first);
  return found == slots.end() ? none : found->second;
}

void SlotTable::remember_expression(const std::string& owner, const Rule& expression, int slot) {
  expressions_[owner].slots.emplace_back(expression, slot);
}

std::string SlotTable::next_number(const std::string& owner) {
  return std::to_string(++expressions_[owner].numbered);
}

}  // namespace treewright::grammar
