#include "engine/grammar/transition/action_table.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

/// The slots in `items`, in the order in which they are expanded; each item is told its own position there.
void collect_slots(Items& items, std::vector<int>& slots) {
  for (Item& item : items) {
    if (item.kind == Item::Kind::slot) {
      item.position = static_cast<int>(slots.size());
      slots.push_back(item.slot);
    }
    collect_slots(item.items, slots);
  }
}

}  // namespace

ActionTable::ActionTable(const syntax::LayoutRules& layout, const TypeTable& types, const SlotTable& slots)
    : layout_(layout), types_(types), slots_(slots) {
  // Their numbers are TransitionSystem::close and close_by_separator.
  add("close", {});
  add("close by separator", {});
}

int ActionTable::add(Items items) {
  const std::string name = name_of(items);
  return add(name, std::move(items));
}

int ActionTable::add(const std::string& name, Items items) {
  const auto [found, added] = numbers_.emplace(name, static_cast<int>(actions_.size()));
  if (added) {
    const auto is_part = [&](std::string_view part) { return name.find(part) != std::string::npos; };
    Action& action = actions_.emplace_back();
    action.name = name;
    action.items = std::move(items);
    action.read_only = std::ranges::any_of(layout_.read_only, is_part);
    collect_slots(action.items, action.slots);
  }
  return found->second;
}

std::string ActionTable::name_of(const Items& items) const {
  std::string name;
  for (const Item& item : items) name += (name.empty() ? "" : " ") + name_of(item);
  return name.empty() ? "nothing" : name;
}

std::string ActionTable::name_of(const Item& item) const {
  if (item.kind == Item::Kind::slot) return slots_.slot(item.slot).name;
  const Type& type = types_.type(item.type);
  if (item.kind == Item::Kind::node) return "(" + std::string(type.name) + " " + name_of(item.items) + ")";
  return (type.named ? std::string(type.name) + ":" : "") + "'" + item.text + "'";
}

}  // namespace treewright::grammar
