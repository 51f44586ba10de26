#pragma once
// The statements and comments of a block, in order.

#include <tree_sitter/api.h>

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/syntax/tree.h"

namespace treewright::retrieval {

struct Item {
  syntax::ByteRange range;
  std::uint32_t first_row = 0, last_row = 0;
  bool comment = false;
  bool own_line = false;  ///< nothing but blanks stands before it in its line
};

/// Nodes, by tree-sitter's identity.
using NodeSet = std::unordered_set<const void*>;

/// The items of `block`. A block right inside another one is part of it (Go's statement lists): its items
/// are among these, and it goes into `done`. Comments between a header and its block (Python) are the
/// block's.
[[nodiscard]] std::vector<Item> items_of(TSNode block, std::string_view text, const NodeSet& blocks,
                                         NodeSet& done);

}  // namespace treewright::retrieval
