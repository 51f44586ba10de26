#include "engine/syntax/compile_around.h"

namespace treewright::syntax {
namespace {

/// What a node makes of the code in its parts.
class Surroundings {
 public:
  explicit Surroundings(const CheckRun& run) : run_(run), rules_(run.rules) {}

  [[nodiscard]] Around inside(const Part& part, const Parts& parts, const Part& child,
                              const Around& around) const {
    Around inner = around;
    inner.first_clause = false;
    for (const ScopePlace& row : rules_.scopes) {
      if (row.parent == part.kind && (row.field.empty() || row.field == child.field))
        enter(row.kind, parts, child, inner);
    }
    if (part.kind == rules_.scope.comprehension_clause && child.field == "right") {
      if (around.first_clause) inner.in_comprehension = around.outside_comprehension;
      inner.in_iterable = true;
    }
    if (contains(rules_.brackets, part.kind)) inner.in_field = false;
    if (child.field == "expression" &&
        (part.kind == rules_.literal.interpolation || part.kind == rules_.literal.format_expression))
      inner.in_field = true;
    return inner;
  }

 private:
  void enter(ScopeKind kind, const Parts& parts, const Part& child, Around& inner) const {
    const bool async = find_part(parts, rules_.asynchronous) != nullptr;
    switch (kind) {
      case ScopeKind::function:
        enter_function(async, inner);
        break;
      case ScopeKind::type:
        inner.place.in_function = inner.place.in_async = inner.place.in_loop = inner.place.at_module = false;
        inner.in_type = true;
        inner.guarded = inner.loop_guarded = false;
        break;
      case ScopeKind::loop:
        inner.place.in_loop = true;
        inner.loop_guarded = false;
        break;
      case ScopeKind::comprehension:
        enter_comprehension(parts, child, inner);
        break;
      case ScopeKind::guarded:
        if (find_part(parts, "*") != nullptr) inner.guarded = inner.loop_guarded = true;
        break;
      case ScopeKind::nested:
        ++inner.nested;
    }
  }

  static void enter_function(bool async, Around& inner) {
    const CodePlace around = inner.place;
    inner.place = {.functions = static_cast<std::uint8_t>(around.functions > 0 ? 2 : 1),
                   .in_async = async,
                   .in_sync = !async,
                   .in_loop = false,
                   .at_module = false,
                   .whole_file = around.whole_file};
    inner.in_comprehension = inner.in_type = inner.guarded = inner.loop_guarded = false;
    inner.nested = 0;
    inner.loop_names.clear();
  }

  void enter_comprehension(const Parts& parts, const Part& child, Around& inner) const {
    inner.outside_comprehension = inner.in_comprehension;
    inner.in_comprehension = true;
    const Part* first = find_part(parts, rules_.scope.comprehension_clause);
    inner.first_clause = first != nullptr && ts_node_eq(first->node, child.node);
    for (const Part& clause : parts) {
      if (clause.kind != rules_.scope.comprehension_clause) continue;
      if (const Parts inside = parts_of(clause.node); const Part* left = find_field(inside, "left"))
        add_names(left->node, inner.loop_names);
    }
  }

  /// All names of a target, those of its parts too: the compiler tells them no better.
  void add_names(TSNode target, std::vector<std::string_view>& names) const {
    if (kind_of(target) == rules_.identifier) names.push_back(run_.text_of(target));
    for (const Part& part : named_parts(parts_of(target)))
      if (part.field != rules_.scope.attribute_field) add_names(part.node, names);
  }

  const CheckRun& run_;
  const CompileRules& rules_;
};

}  // namespace

Around around_child(const CheckRun& run, const Part& part, const Parts& parts, const Part& child,
                    const Around& around) {
  return Surroundings(run).inside(part, parts, child, around);
}

}  // namespace treewright::syntax
