#pragma once
// Asks the parser what may be generated where. Internal to the action mask.

#include "engine/grammar/mask/mask_tables.h"
#include "engine/grammar/transition/shortest.h"

namespace treewright::grammar {

/// Parses some ten thousand lines, which takes about a second.
[[nodiscard]] MaskTables ask_parser(const TransitionSystem& system, const Shortest& shortest);

}  // namespace treewright::grammar
