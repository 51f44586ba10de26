#include "engine/syntax/compile_check.h"

#include <algorithm>

#include "engine/syntax/compile_literals.h"
#include "engine/syntax/compile_patterns.h"
#include "engine/syntax/compile_scopes.h"
#include "engine/syntax/compile_tables.h"
#include "engine/syntax/compile_targets.h"
#include "engine/syntax/keyword_rules.h"

namespace treewright::syntax {
namespace {

constexpr unsigned most_depth = 2000;  // of nodes: the compiler has a limit too, and the walk recurses

class Walk {
 public:
  explicit Walk(const CheckRun& run) : run_(run), rules_(run.rules) {}

  void look(const Part& part, const Around& around) {
    if (around.depth > most_depth) return run_.refuse("this is nested too deeply", part.node);
    const ByteRange at = node_range(part.node);
    const bool inside = at.begin >= run_.range.begin && at.end <= run_.range.end;
    const Parts parts = !inside && contains(run_.statement_lists, part.kind) ? parts_in(part.node, run_.range)
                                                                             : parts_of(part.node);
    check_tables(run_, part, parts, around);
    look_place(part, parts, around);
    look_name(part, around);
    look_binding(part, parts, around);
    look_whole(part, parts, around);
    look_children(part, parts, around);
  }

 private:
  void look_place(const Part& part, const Parts& parts, const Around& around) const {
    for (const PlacedNode& row : rules_.placed) {
      if (row.kind != part.kind || !part.named) continue;
      if (!row.when.empty() && find_part(parts, row.when) == nullptr) continue;
      if (!may_stand(row.place, around)) run_.refuse("this may not stand in this place", part.node);
    }
    if (around.nested > rules_.most_nested) run_.refuse("blocks are nested too deeply", part.node);
    if (around.in_field && part.kind == rules_.scope.lambda)
      run_.refuse("a replacement field ends at the colon", part.node);
  }

  [[nodiscard]] static bool may_stand(NodePlace place, const Around& around) {
    const CodePlace& code = around.place;
    switch (place) {
      case NodePlace::in_function:
        return code.in_function;
      case NodePlace::in_nested_function:
        return code.functions > 1 || (code.functions == 1 && around.in_type);
      case NodePlace::in_async:
        return code.in_async;
      case NodePlace::in_loop:
        return code.in_loop;
      case NodePlace::not_guarded:
        return !around.guarded;
      case NodePlace::in_unguarded_loop:
        return !around.loop_guarded;
      case NodePlace::not_in_comprehension:
        return !around.in_comprehension;
      case NodePlace::not_asynchronous:
        return code.in_sync;
      case NodePlace::at_module_level:
        return code.at_module;
    }
    return true;
  }

  void look_name(const Part& part, const Around& around) const {
    if (part.kind != rules_.identifier) return;
    const std::string_view name = run_.text_of(part.node);
    if (contains(rules_.keywords, name)) run_.refuse("a keyword is no name", part.node);
    for (const NeverNamed& row : rules_.never_named) {
      if (row.name == name && row.parent == around.parent && row.grandparent == around.grandparent)
        run_.refuse("this name does not stand here", part.node);
    }
  }

  /// What nodes bind.
  void look_binding(const Part& part, const Parts& parts, const Around& around) const {
    for (const TargetPlace& row : rules_.targets) {
      if (row.parent != part.kind || (!row.when.empty() && find_field(parts, row.when) == nullptr)) continue;
      if (!row.around.empty() && row.around != around.parent) continue;
      for (const Part& child : parts) {
        if (row.field.empty() ? child.named : row.field == child.field)
          check_target(run_, child.node, row.kind);
      }
    }
    if (contains(rules_.parameter.lists, part.kind)) check_parameters(run_, part.node, parts);
    if (part.kind != rules_.scope.binding_expression || parts.empty()) return;
    const bool loops =
        std::ranges::find(around.loop_names, run_.text_of(parts[0].node)) != around.loop_names.end();
    if (around.in_iterable || loops || (around.in_comprehension && around.in_type))
      run_.refuse("a comprehension may not bind this", part.node);
  }

  void look_whole(const Part& part, const Parts& parts, const Around& around) const {
    check_literal(run_, part.node, part.kind);
    if (part.kind == rules_.pattern.statement) check_patterns(run_, parts);
    if (contains(rules_.scope.functions, part.kind) || contains(rules_.scope.types, part.kind))
      check_scope(run_, part.node, enclosing_, around.place.whole_file);
  }

  void look_children(const Part& part, const Parts& parts, const Around& around) {
    const bool function = contains(rules_.scope.functions, part.kind);
    int index = 0;
    for (const Part& child : parts) {
      if (overlaps(child.node, run_.range)) {
        const bool body = function && child.field == "body";
        if (body) enclosing_.push_back(part.node);
        look(child, step(part, parts, child, index, around));
        if (body) enclosing_.pop_back();
      }
      index += child.named ? 1 : 0;
    }
  }

  [[nodiscard]] Around step(const Part& part, const Parts& parts, const Part& child, int index,
                            const Around& around) const {
    Around inner = around_child(run_, part, parts, child, around);
    const bool begins = index == 0 && child.named && contains(rules_.going_on, part.kind);
    inner.value_in = !begins ? std::string_view() : around.value_in.empty() ? around.parent : around.value_in;
    inner.grandparent = around.parent;
    inner.parent = part.kind;
    inner.index = index;
    ++inner.depth;
    return inner;
  }

  const CheckRun& run_;
  const CompileRules& rules_;
  std::vector<TSNode> enclosing_;  ///< functions, outermost first
};

const CompileRules* rules_of(const Language& language) {
  return language.keywords == nullptr ? nullptr : language.keywords->compile;
}

}  // namespace

std::vector<Violation> find_violations(const Language& language, TSNode root, std::string_view text,
                                       const CodePlace& place, const ByteRange& range) {
  std::vector<Violation> violations;
  const CompileRules* rules = rules_of(language);
  if (rules == nullptr) return violations;
  const CheckRun run{*rules, language.layout->statement_lists, text, range, violations};
  Around around;
  around.place = place;
  Walk(run).look({root, kind_of(root), {}, true}, around);
  check_first(run, root, place);
  // A long file is only read where new code declares.
  const std::string_view written = text.substr(range.begin, range.end - range.begin);
  if (may_declare(*rules, written)) check_scope(run, root, {}, place.whole_file);
  return violations;
}

std::vector<Violation> find_violations(const Language& language, std::string_view code,
                                       const CodePlace& place) {
  if (rules_of(language) == nullptr) return {};
  const Tree tree = Parser(language).parse(code);
  if (tree.empty() || ts_node_has_error(tree.root())) return {{"this does not parse", {0, code.size()}}};
  return find_violations(language, tree.root(), code, place, {0, code.size()});
}

}  // namespace treewright::syntax
