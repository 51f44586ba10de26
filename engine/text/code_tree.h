#pragma once
// A syntax tree as a value: what tree-sitter read, without what only serves layout (comments, redundant
// separators, the choice of quotes). Two pieces of code that differ in layout alone have equal trees.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"
#include "support/result.h"

namespace treewright::text {

struct CodeNode {
  std::string_view
      type;  ///< the grammar's name, alive as long as the program; an anonymous node's is its text
  bool named = false;
  std::uint32_t end = 0;  ///< index after the node's last descendant
  std::string text;       ///< of a leaf: string_start's is its prefix in lower case, string_end's is empty
  friend bool operator==(const CodeNode&, const CodeNode&) = default;
};

/// Nodes in preorder, the root first: the children of node i are i + 1, nodes[i + 1].end, … below
/// nodes[i].end.
using CodeTree = std::vector<CodeNode>;

/// Where each node of a tree stands in the code that it was read from.
using CodePlaces = std::vector<syntax::ByteRange>;

/// Fails on code with ERROR or MISSING nodes. `places` becomes the nodes', where it is given.
[[nodiscard]] Result<CodeTree> read_code_tree(const syntax::Language& language, std::string_view code,
                                              CodePlaces* places = nullptr);

/// Text whose tree is `tree`. Fails on a block without statements, which Python cannot write.
[[nodiscard]] Result<std::string> write_code(const syntax::Language& language, const CodeTree& tree);

}  // namespace treewright::text
