#pragma once
// Rules of the compile check that look at a node, its parent and its children: rows of tables. Internal to
// the check.

#include "engine/syntax/compile_around.h"

namespace treewright::syntax {

void check_tables(const CheckRun& run, const Part& part, const Parts& parts, const Around& around);

}  // namespace treewright::syntax
