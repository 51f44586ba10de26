#pragma once
// What the walk of the compile check knows of a node from those around it. Internal to the check.

#include "engine/syntax/compile_nodes.h"

namespace treewright::syntax {

/// What the walk knows of a node from those around it.
struct Around {
  std::string_view parent, grandparent;
  std::string_view value_in = {};  ///< of a node that begins a value that goes on: that value's parent
  int index = 0;                   ///< among the parent's named children
  CodePlace place;
  bool in_comprehension = false, outside_comprehension = false;  ///< the latter: what is around the innermost
  bool first_clause = false;                                     ///< of a comprehension
  bool in_iterable = false;                                      ///< of a comprehension
  bool in_type = false;                                          ///< in a class's body, in no function there
  bool guarded = false, loop_guarded = false;
  bool in_field = false;  ///< of a format string, outside of brackets
  unsigned nested = 0, depth = 0;
  std::vector<std::string_view> loop_names = {};  ///< of the comprehensions around it
};

/// What `child`, one of `parts` of `part`, stands in, where `part` stands in `around`.
[[nodiscard]] Around around_child(const CheckRun& run, const Part& part, const Parts& parts,
                                  const Part& child, const Around& around);

}  // namespace treewright::syntax
