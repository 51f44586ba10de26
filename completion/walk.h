#pragma once
// Trees of any depth, without recursion.

#include <tree_sitter/api.h>

namespace treewright::completion {

/// Pre-order from `node`; `visit(node)` says whether its children are of interest.
template <typename Visit>
void walk(TSNode node, Visit&& visit) {
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  bool descend = visit(node);
  bool more = true;
  while (more) {
    if (!descend || !ts_tree_cursor_goto_first_child(&cursor)) {
      while (!ts_tree_cursor_goto_next_sibling(&cursor) && more) more = ts_tree_cursor_goto_parent(&cursor);
    }
    if (more) descend = visit(ts_tree_cursor_current_node(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
}

}  // namespace treewright::completion
