#pragma once
// Strings and numbers. Internal to the compile check.

#include "engine/syntax/compile_nodes.h"

namespace treewright::syntax {

/// Prefixes, escapes, what stands between a format string's braces.
void check_literal(const CheckRun& run, TSNode node, std::string_view kind);

}  // namespace treewright::syntax
