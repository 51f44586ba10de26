#pragma once
// The slots of a list: one for each place in it where what may follow differs. Internal to the compiler of
// the transition system.

#include <string>

#include "engine/grammar/transition/grammar.h"
#include "engine/grammar/transition/slot_table.h"
#include "engine/grammar/transition/type_table.h"

namespace treewright::grammar {

/// Adds the slots of a list that stands in the rule `owner` of the grammar, linked from place to place.
/// Returns the one of its first place.
int add_list(Rule list, const std::string& owner, const Grammar& grammar, TypeTable& types, SlotTable& slots);

}  // namespace treewright::grammar
