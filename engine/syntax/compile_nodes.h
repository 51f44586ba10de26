#pragma once
// Nodes as the compile check reads them. Internal to the check.

#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/compile_check.h"
#include "engine/syntax/compile_rules.h"
#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// A child of a node.
struct Part {
  TSNode node;
  std::string_view kind;   ///< alive as long as the program
  std::string_view field;  ///< or empty
  bool named = false;
};
using Parts = std::vector<Part>;

/// Children without comments: all of them, or those alone that overlap `range`.
[[nodiscard]] Parts parts_of(TSNode node);
[[nodiscard]] Parts parts_in(TSNode node, const ByteRange& range);

[[nodiscard]] inline std::string_view kind_of(TSNode node) { return ts_node_type(node); }
[[nodiscard]] inline bool overlaps(TSNode node, const ByteRange& range) {
  return ts_node_start_byte(node) < range.end && ts_node_end_byte(node) > range.begin;
}
[[nodiscard]] const Part* find_part(const Parts& parts, std::string_view kind);
[[nodiscard]] const Part* find_field(const Parts& parts, std::string_view field);
[[nodiscard]] Parts named_parts(const Parts& parts);

/// What is looked for, and what was found.
struct CheckRun {
  const CompileRules& rules;
  Words statement_lists;
  std::string_view text;
  ByteRange range;
  std::vector<Violation>& violations;
  void refuse(std::string_view rule, TSNode at) const { violations.push_back({rule, node_range(at)}); }
  [[nodiscard]] std::string_view text_of(TSNode node) const { return node_text(node, text); }
};

}  // namespace treewright::syntax
