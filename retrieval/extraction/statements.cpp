#include "retrieval/extraction/statements.h"

#include <algorithm>

namespace treewright::retrieval {
namespace {

bool begins_line(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n';
}

Item item_of(TSNode node, std::string_view text) {
  Item item{syntax::node_range(node), ts_node_start_point(node).row, ts_node_end_point(node).row,
            ts_node_is_extra(node), false};
  // A line's end belongs to some grammars' comments (Rust's "///").
  if (ts_node_end_point(node).column == 0 && item.last_row > item.first_row) {
    --item.last_row;
    --item.range.end;
  }
  item.own_line = begins_line(text, item.range.begin);
  return item;
}

std::vector<Item> comments_before(TSNode block, std::string_view text) {
  std::vector<Item> comments;
  for (TSNode node = ts_node_prev_sibling(block); !ts_node_is_null(node) && ts_node_is_extra(node);
       node = ts_node_prev_sibling(node)) {
    const Item item = item_of(node, text);
    if (item.own_line) comments.push_back(item);
  }
  std::ranges::reverse(comments);
  return comments;
}

void add_items(TSNode block, std::string_view text, const NodeSet& blocks, NodeSet& done,
               std::vector<Item>& items) {
  TSTreeCursor cursor = ts_tree_cursor_new(block);
  for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
       more = ts_tree_cursor_goto_next_sibling(&cursor)) {
    const TSNode child = ts_tree_cursor_current_node(&cursor);
    if (!ts_node_is_named(child)) continue;
    if (blocks.contains(child.id) && done.insert(child.id).second) {
      add_items(child, text, blocks, done, items);
    } else {
      items.push_back(item_of(child, text));
    }
  }
  ts_tree_cursor_delete(&cursor);
}

}  // namespace

std::vector<Item> items_of(TSNode block, std::string_view text, const NodeSet& blocks, NodeSet& done) {
  std::vector<Item> items = comments_before(block, text);
  add_items(block, text, blocks, done, items);
  return items;
}

}  // namespace treewright::retrieval
