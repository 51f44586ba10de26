#pragma once
// What may be bound, and how parameters follow each other. Internal to the compile check.

#include "engine/syntax/compile_nodes.h"

namespace treewright::syntax {

/// Whether what stands in a target's place may be bound there.
void check_target(const CheckRun& run, TSNode node, TargetKind kind);
void check_parameters(const CheckRun& run, TSNode node, const Parts& parts);

}  // namespace treewright::syntax
