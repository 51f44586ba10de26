#include "engine/grammar/statement_check.h"

#include "engine/syntax/keyword_rules.h"

namespace treewright::grammar {

syntax::CodePlace place_of(const engine::Surroundings& surroundings) {
  if (surroundings.bare) return {};
  const bool in_function = surroundings.in_function && !surroundings.in_class_body;
  return {.functions = static_cast<std::uint8_t>(surroundings.in_function),
          .in_function = in_function,
          .in_async = surroundings.in_async,
          .in_sync = !surroundings.in_async,
          .in_loop = surroundings.in_loop,
          .at_module = !surroundings.in_function && !surroundings.in_class_body};
}

bool StatementCheck::compiles(std::string_view code) {
  const syntax::Tree tree = parser_.parse(code);
  return !ts_node_has_error(tree.root()) &&
         syntax::find_violations(language_, tree.root(), code, place_, {0, code.size()}).empty();
}

bool StatementCheck::takes(const std::vector<text::Token>& tokens) {
  if (language_.keywords == nullptr || language_.keywords->compile == nullptr) return true;
  std::string code = text::join(text::render(language_, tokens));
  if (const auto known = known_.find(code); known != known_.end()) return known->second;
  const bool taken = compiles(code);
  return known_.emplace(std::move(code), taken).first->second;
}

}  // namespace treewright::grammar
