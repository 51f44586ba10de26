#pragma once
// Patterns that statements match. Internal to the compile check.

#include "engine/syntax/compile_nodes.h"

namespace treewright::syntax {

/// The clauses of a statement that matches patterns.
void check_patterns(const CheckRun& run, const Parts& statement);

}  // namespace treewright::syntax
