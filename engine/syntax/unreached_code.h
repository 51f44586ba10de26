#pragma once
// Statements that nothing reaches.

#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// Whether, of two neighbours in a block of which one overlaps `range`, the first leaves the block
/// (CompileRules: `return` and the like). False for a language without CompileRules. Thread-safe.
[[nodiscard]] bool has_unreached_code(const Language& language, TSNode root, const ByteRange& range);

}  // namespace treewright::syntax
