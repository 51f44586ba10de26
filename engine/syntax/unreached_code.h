#pragma once
// Statements that nothing reaches.

#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// Whether a statement that overlaps `range` leaves its block (CompileRules: `return` and the like) in front
/// of another one. That `range` itself lies behind such a statement is its author's choice, and does not
/// count. False for a language without CompileRules. Thread-safe.
[[nodiscard]] bool has_unreached_code(const Language& language, TSNode root, const ByteRange& range);

}  // namespace treewright::syntax
