#pragma once
// RAII over tree-sitter's parser and trees.

#include <tree_sitter/api.h>

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string_view>

#include "engine/syntax/language.h"

namespace treewright::syntax {

/// A half-open range of bytes.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// A replacement in a text, in bytes of the text before (`range`) and after (`new_end`), with the rows and
/// byte columns that tree-sitter wants.
struct Edit {
  ByteRange range;
  std::size_t new_end = 0;
  TSPoint begin_point{}, old_end_point{}, new_end_point{};
};

/// An immutable syntax tree; copies share nodes and are cheap. Thread-safe to read; a TSNode must not outlive
/// it.
class Tree {
 public:
  Tree() = default;
  explicit Tree(TSTree* tree) : tree_(tree, ts_tree_delete) {}
  [[nodiscard]] bool empty() const { return tree_ == nullptr; }
  [[nodiscard]] TSNode root() const { return ts_tree_root_node(tree_.get()); }
  [[nodiscard]] const TSTree* get() const { return tree_.get(); }
  /// A tree whose nodes are moved as the edit says; to be given to Parser::parse as `old`.
  [[nodiscard]] Tree edited(const Edit& edit) const;

 private:
  std::shared_ptr<const TSTree> tree_;
};

/// One thread at a time. Parsing never fails on text: broken text gives ERROR and MISSING nodes.
class Parser {
 public:
  explicit Parser(const Language& language) : Parser(language.grammar) {}
  explicit Parser(const TSLanguage* grammar);
  /// Parses `text`, reusing `old` (already `edited`) where possible. Empty when `stop` was requested. A line
  /// may end in "\n", "\r\n" or "\r".
  [[nodiscard]] Tree parse(std::string_view text, const Tree* old = nullptr, std::stop_token stop = {});

 private:
  std::unique_ptr<TSParser, void (*)(TSParser*)> parser_;
};

/// Number of ERROR and MISSING nodes at or below `node`. Iterative: safe on 10 000-deep trees.
[[nodiscard]] std::size_t count_errors(TSNode node);

[[nodiscard]] std::string_view node_text(TSNode node, std::string_view text);
[[nodiscard]] inline ByteRange node_range(TSNode node) {
  return {ts_node_start_byte(node), ts_node_end_byte(node)};
}

}  // namespace treewright::syntax
