#pragma once
// The actions of a transition system under way. Internal to the compiler of the transition system.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/grammar/transition/slot_table.h"
#include "engine/grammar/transition/transition_system.h"
#include "engine/grammar/transition/type_table.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {

/// Names actions by what they write, and numbers them in the order in which they are added, after those that
/// close a list.
class ActionTable {
 public:
  /// All must outlive it.
  ActionTable(const syntax::LayoutRules& layout, const TypeTable& types, const SlotTable& slots);

  /// The action that writes `items`, one wherever it is used.
  int add(Items items);
  /// All actions; ends the table.
  [[nodiscard]] std::vector<Action> take() { return std::exchange(actions_, {}); }

 private:
  int add(const std::string& name, Items items);
  [[nodiscard]] std::string name_of(const Items& items) const;
  [[nodiscard]] std::string name_of(const Item& item) const;

  const syntax::LayoutRules& layout_;
  const TypeTable& types_;
  const SlotTable& slots_;
  std::vector<Action> actions_;
  std::map<std::string, int> numbers_;
};

}  // namespace treewright::grammar
