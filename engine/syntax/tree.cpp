#include "engine/syntax/tree.h"

#include <utility>

#include "engine/syntax/parse_input.h"

namespace treewright::syntax {
namespace {

/// Moves to the next node in document order; into the children only where `descend`.
bool next_node(TSTreeCursor& cursor, bool descend) {
  if (descend && ts_tree_cursor_goto_first_child(&cursor)) return true;
  while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
    if (!ts_tree_cursor_goto_parent(&cursor)) return false;
  }
  return true;
}

}  // namespace

Tree Tree::edited(const Edit& edit) const {
  if (empty()) return {};
  TSTree* copy = ts_tree_copy(tree_.get());
  const TSInputEdit change{static_cast<uint32_t>(edit.range.begin),
                           static_cast<uint32_t>(edit.range.end),
                           static_cast<uint32_t>(edit.new_end),
                           edit.begin_point,
                           edit.old_end_point,
                           edit.new_end_point};
  ts_tree_edit(copy, &change);
  return Tree(copy);
}

Parser::Parser(const TSLanguage* grammar) : parser_(ts_parser_new(), ts_parser_delete) {
  ts_parser_set_language(parser_.get(), grammar);
}

Tree Parser::parse(std::string_view text, const Tree* old, std::stop_token stop) {
  return ParseInput(text, std::move(stop)).parse(parser_.get(), old);
}

std::size_t count_errors(TSNode node) {
  std::size_t count = 0;
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  bool descend = false;
  do {
    const TSNode current = ts_tree_cursor_current_node(&cursor);
    if (ts_node_is_error(current) || ts_node_is_missing(current)) ++count;
    descend = ts_node_has_error(current);
  } while (next_node(cursor, descend));
  ts_tree_cursor_delete(&cursor);
  return count;
}

std::string_view node_text(TSNode node, std::string_view text) {
  const ByteRange range = node_range(node);
  if (range.begin > text.size()) return {};
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace treewright::syntax
