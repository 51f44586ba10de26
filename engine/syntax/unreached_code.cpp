#include "engine/syntax/unreached_code.h"

#include "engine/syntax/compile_nodes.h"
#include "engine/syntax/keyword_rules.h"

namespace treewright::syntax {
namespace {

/// The next sibling that is no comment; null where there is none.
TSNode next_statement(TSNode node) {
  do node = ts_node_next_named_sibling(node);
  while (!ts_node_is_null(node) && ts_node_is_extra(node));
  return node;
}

/// Whether a statement leaves its block in front of another one.
bool hides_another(const CompileRules& rules, TSNode statement) {
  return contains(rules.leaving, kind_of(statement)) && !ts_node_is_null(next_statement(statement));
}

}  // namespace

bool has_unreached_code(const Language& language, TSNode root, const ByteRange& range) {
  if (language.keywords == nullptr || language.keywords->compile == nullptr) return false;
  std::vector<TSNode> open{root};
  while (!open.empty()) {
    const TSNode node = open.back();
    open.pop_back();
    const bool statements = contains(language.layout->statement_lists, kind_of(node));
    for (const Part& part : named_parts(parts_in(node, range))) {
      if (!overlaps(part.node, range)) continue;
      if (statements && hides_another(*language.keywords->compile, part.node)) return true;
      open.push_back(part.node);
    }
  }
  return false;
}

}  // namespace treewright::syntax
