#pragma once
// Names in the scopes of functions, classes and files. Internal to the compile check.

#include "engine/syntax/compile_nodes.h"

namespace treewright::syntax {

/// Whether `code` may hold declarations that reach out of a scope.
[[nodiscard]] bool may_declare(const CompileRules& rules, std::string_view code);
/// Declarations that reach out of the scope that `node` makes, and what else its whole body tells.
/// `enclosing` are the functions around it, outermost first; what lies outside of these is not known unless
/// `whole`.
void check_scope(const CheckRun& run, TSNode node, const std::vector<TSNode>& enclosing, bool whole);
/// Statements that only a file's first lines may hold.
void check_first(const CheckRun& run, TSNode root, const CodePlace& place);

}  // namespace treewright::syntax
