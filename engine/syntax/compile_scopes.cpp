#include "engine/syntax/compile_scopes.h"

#include <algorithm>
#include <optional>

namespace treewright::syntax {
namespace {

enum class EventKind : std::uint8_t { use, bind, annotate, parameter, global, nonlocal };
struct Event {
  EventKind kind;
  std::string_view name;
  TSNode node;
};
using Events = std::vector<Event>;

/// What happens to names in the scope of a node, in the order of the text; what scopes inside of it do is
/// theirs.
class EventReader {
 public:
  explicit EventReader(const CheckRun& run) : run_(run), kinds_(run.rules.scope) {}

  Events read(TSNode scope) && {
    for (const Part& part : parts_of(scope)) {
      if (makes_scope(kind_of(scope)) && !is_inside(scope, part)) continue;
      read(part, kind_of(scope));
    }
    return std::move(events_);
  }

 private:
  [[nodiscard]] bool makes_scope(std::string_view kind) const {
    return contains(kinds_.functions, kind) || contains(kinds_.types, kind);
  }
  /// Whether a part is in the scope that its node makes.
  [[nodiscard]] bool is_inside(TSNode node, const Part& part) const {
    return part.field == "body" ||
           (part.field == kinds_.parameters && contains(kinds_.functions, kind_of(node)));
  }

  void add(EventKind kind, TSNode node) { events_.push_back({kind, run_.text_of(node), node}); }

  void read(const Part& part, std::string_view parent) {
    if (part.kind == run_.rules.identifier) return add(kind_of_name(part, parent), part.node);
    if (part.kind == kinds_.global || part.kind == kinds_.nonlocal) return declare(part);
    if (part.field == kinds_.parameters) return read_parameters(part);
    if (makes_scope(part.kind)) return read_inner_scope(part);
    if (contains(kinds_.comprehensions, part.kind)) return read_comprehension(part.node);
    if (part.kind == kinds_.import_name && parent != run_.rules.pattern.pattern)
      return read_import(part, parent);
    const bool binding = binding_;
    for (const Part& child : as_compiled(part)) {
      const bool label = part.kind == kinds_.keyword_argument && child.field == "name";
      if (child.field == kinds_.attribute_field || label) continue;
      binding_ = contains(run_.rules.target.parts, part.kind) ? false : binding || is_target(part, child);
      annotated_ = child.field == "left" && find_field(parts_of(part.node), "type") != nullptr;
      read(child, part.kind);
    }
    binding_ = binding;
  }

  /// The parts of a node in the order in which the compiler reads them: handlers behind what follows no
  /// failure.
  [[nodiscard]] Parts as_compiled(const Part& part) const {
    Parts parts = parts_of(part.node);
    for (const Handlers& row : run_.rules.handlers) {
      if (row.parent != part.kind) continue;
      const auto place = [&](const Part& each) {
        return each.kind == row.after ? 2 : each.kind == row.element ? 1 : 0;
      };
      std::ranges::stable_sort(parts, {}, place);
    }
    return parts;
  }

  [[nodiscard]] EventKind kind_of_name(const Part& part, std::string_view parent) {
    const bool captured = parent == run_.rules.pattern.name || parent == run_.rules.pattern.splat;
    if (annotated_) return EventKind::annotate;
    return binding_ || captured || (parent == kinds_.binding_expression && part.field == "name")
               ? EventKind::bind
               : EventKind::use;
  }

  [[nodiscard]] bool is_target(const Part& parent, const Part& child) const {
    const auto fits = [&](const TargetPlace& place) {
      return place.parent == parent.kind && (place.field.empty() ? child.named : place.field == child.field);
    };
    return std::ranges::any_of(run_.rules.targets, fits);
  }

  void declare(const Part& part) {
    const EventKind kind = part.kind == kinds_.global ? EventKind::global : EventKind::nonlocal;
    for (const Part& name : named_parts(parts_of(part.node))) add(kind, name.node);
  }

  void read_parameters(const Part& part) {
    for (const Part& each : named_parts(parts_of(part.node))) {
      TSNode name = each.node;
      for (Parts inner = named_parts(parts_of(name)); !inner.empty(); inner = named_parts(parts_of(name)))
        name = inner[0].node;
      if (kind_of(name) == run_.rules.identifier) add(EventKind::parameter, name);
    }
  }

  /// A function or class: its name is bound here, and its defaults and bases are read here.
  void read_inner_scope(const Part& part) {
    for (const Part& child : parts_of(part.node)) {
      if (child.field == "name") add(EventKind::bind, child.node);
      if (child.field == "body" || child.field == "name") continue;
      if (child.field == kinds_.parameters) {
        for (const Part& each : named_parts(parts_of(child.node)))
          for (const Part& inner : parts_of(each.node))
            if (inner.field == "value" || inner.field == "type") read(inner, each.kind);
      } else {
        read(child, part.kind);
      }
    }
  }

  /// The first iterable is of this scope.
  void read_comprehension(TSNode node) {
    const Parts parts = parts_of(node);
    const Part* clause = find_part(parts, kinds_.comprehension_clause);
    if (clause == nullptr) return;
    if (const Parts inner = parts_of(clause->node); const Part* right = find_field(inner, "right"))
      read(*right, clause->kind);
  }

  void read_import(const Part& part, std::string_view parent) {
    const Parts names = named_parts(parts_of(part.node));
    if (part.field == "module_name" || names.empty()) return;
    if (parent != kinds_.alias) add(EventKind::bind, names[0].node);
  }

  const CheckRun& run_;
  const ScopeKinds& kinds_;
  Events events_;
  bool binding_ = false, annotated_ = false;
};

bool is_declaration(const Event& event) {
  return event.kind == EventKind::global || event.kind == EventKind::nonlocal;
}

bool binds(const Events& events, std::string_view name) {
  const auto is = [&](const Event& event) { return event.name == name && event.kind != EventKind::use; };
  const auto is_global = [&](const Event& event) {
    return event.name == name && event.kind == EventKind::global;
  };
  return std::ranges::any_of(events, is) && std::ranges::none_of(events, is_global);
}

/// What stands before or beside a declaration.
void check_declaration(const CheckRun& run, const Events& events, std::size_t at) {
  const Event& declared = events[at];
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].name != declared.name || i == at) continue;
    if (is_declaration(events[i])) {
      if (events[i].kind != declared.kind) run.refuse("a name is both global and nonlocal", declared.node);
    } else if (i < at) {
      run.refuse("a name is used before its declaration", declared.node);
    } else if (events[i].kind == EventKind::annotate) {
      run.refuse("a declared name has no annotation", declared.node);
    }
  }
}

bool is_async_generator_with_value(const CheckRun& run, TSNode function) {
  bool yields = false, returns = false;
  std::vector<TSNode> open{function};
  while (!open.empty()) {
    const TSNode node = open.back();
    open.pop_back();
    for (const Part& part : parts_of(node)) {
      const bool is_scope =
          contains(run.rules.scope.functions, part.kind) || contains(run.rules.scope.types, part.kind);
      yields |= part.named && part.kind == run.rules.scope.yield;
      returns |= part.kind == run.rules.scope.result && !named_parts(parts_of(part.node)).empty();
      if (!is_scope) open.push_back(part.node);
    }
  }
  return yields && returns;
}

}  // namespace

bool may_declare(const CompileRules& rules, std::string_view code) {
  return std::ranges::any_of(
      rules.scope.words, [&](std::string_view word) { return code.find(word) != std::string_view::npos; });
}

void check_scope(const CheckRun& run, TSNode node, const std::vector<TSNode>& enclosing, bool whole) {
  const std::string_view text = run.text_of(node);
  if (text.starts_with(run.rules.asynchronous) &&
      text.find(run.rules.scope.yield) != std::string_view::npos && is_async_generator_with_value(run, node))
    run.refuse("an asynchronous generator returns no value", node);
  if (!may_declare(run.rules, text)) return;
  const Events events = EventReader(run).read(node);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!is_declaration(events[i])) continue;
    check_declaration(run, events, i);
    if (events[i].kind != EventKind::nonlocal || !whole) continue;
    const bool bound = std::ranges::any_of(
        enclosing, [&](TSNode function) { return binds(EventReader(run).read(function), events[i].name); });
    if (!bound) run.refuse("no function around binds this name", events[i].node);
  }
}

void check_first(const CheckRun& run, TSNode root, const CodePlace& place) {
  const FirstStatement& first = run.rules.first;
  if (run.text.find(first.needle) == std::string_view::npos) return;
  bool begun = !place.at_module;
  std::size_t index = 0;
  for (const Part& part : named_parts(parts_of(root))) {
    if (part.kind == first.kind) {
      if (begun) run.refuse("this statement comes first in a file", part.node);
      for (const Part& name : named_parts(parts_of(part.node))) {
        const Parts inner = parts_of(name.node);
        const TSNode feature =
            name.kind == run.rules.scope.alias && !inner.empty() ? inner[0].node : name.node;
        if (!contains(first.features, run.text_of(feature)))
          run.refuse("there is no such feature", name.node);
      }
    } else {
      const Parts inner = named_parts(parts_of(part.node));
      const bool docstring =
          index == 0 && inner.size() == 1 &&
          (inner[0].kind == run.rules.literal.string || inner[0].kind == run.rules.literal.concatenated);
      begun |= !docstring;
    }
    ++index;
  }
}

}  // namespace treewright::syntax
