#include "engine/syntax/compile_nodes.h"

#include <algorithm>

namespace treewright::syntax {
namespace {

Part part_at(const TSTreeCursor& cursor) {
  const TSNode node = ts_tree_cursor_current_node(&cursor);
  const char* field = ts_tree_cursor_current_field_name(&cursor);
  return {node, kind_of(node), field == nullptr ? std::string_view() : field, ts_node_is_named(node)};
}

/// From the child under the cursor on, up to byte `end`.
Parts read_parts(TSTreeCursor& cursor, bool any, std::size_t end) {
  Parts parts;
  while (any) {
    Part part = part_at(cursor);
    if (ts_node_start_byte(part.node) >= end) break;
    if (!ts_node_is_extra(part.node)) parts.push_back(part);
    any = ts_tree_cursor_goto_next_sibling(&cursor);
  }
  ts_tree_cursor_delete(&cursor);
  return parts;
}

}  // namespace

Parts parts_of(TSNode node) {
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  const bool any = ts_tree_cursor_goto_first_child(&cursor);
  return read_parts(cursor, any, std::string_view::npos);
}

Parts parts_in(TSNode node, const ByteRange& range) {
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  const auto begin = static_cast<std::uint32_t>(range.begin);
  const bool any = ts_tree_cursor_goto_first_child_for_byte(&cursor, begin) >= 0;
  return read_parts(cursor, any, range.end);
}

const Part* find_part(const Parts& parts, std::string_view kind) {
  const auto found = std::ranges::find(parts, kind, &Part::kind);
  return found == parts.end() ? nullptr : &*found;
}

const Part* find_field(const Parts& parts, std::string_view field) {
  const auto found = std::ranges::find(parts, field, &Part::field);
  return found == parts.end() ? nullptr : &*found;
}

Parts named_parts(const Parts& parts) {
  Parts named;
  std::ranges::copy_if(parts, std::back_inserter(named), &Part::named);
  return named;
}

}  // namespace treewright::syntax
