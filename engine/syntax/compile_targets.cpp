#include "engine/syntax/compile_targets.h"

#include <algorithm>

namespace treewright::syntax {
namespace {

/// `(a)` is `a`.
bool is_parenthesised(const CheckRun& run, std::string_view kind, const Parts& parts) {
  return contains(run.rules.target.wrappers, kind) && named_parts(parts).size() == 1 &&
         find_part(parts, run.rules.separator) == nullptr;
}

class TargetCheck {
 public:
  TargetCheck(const CheckRun& run, TargetKind kind) : run_(run), kinds_(run.rules.target), kind_(kind) {}

  void look(TSNode node, bool in_list) {
    const std::string_view kind = kind_of(node);
    if (kind == kinds_.only_wraps) return look(named_parts(parts_of(node))[0].node, false);
    if (contains(kinds_.names, kind)) return look_name(node);
    if (kind_ == TargetKind::name) return run_.refuse("only a name may be bound here", node);
    if (contains(kinds_.parts, kind)) return look_part(node);
    if (contains(kinds_.splats, kind)) return look_splat(node, in_list);
    const Parts parts = parts_of(node);
    if (is_parenthesised(run_, kind, parts)) return look(named_parts(parts)[0].node, false);
    if (!contains(kinds_.lists, kind)) return run_.refuse("nothing can be bound to this", node);
    if (kind_ == TargetKind::single || kind_ == TargetKind::annotated)
      return run_.refuse("only one target may stand here", node);
    look_list(node, parts);
  }

 private:
  void look_name(TSNode node) {
    if (contains(run_.rules.never_bound, run_.text_of(node))) run_.refuse("nothing may bind this name", node);
  }

  void look_part(TSNode node) {
    if (kind_ != TargetKind::annotated) return;
    if (run_.text_of(node).starts_with('(')) run_.refuse("brackets do not begin what is annotated", node);
    const Parts parts = named_parts(parts_of(node));
    const auto starred = [&](const Part& part) { return contains(kinds_.splats, part.kind); };
    if (std::ranges::any_of(parts, starred)) run_.refuse("nothing is starred in what is annotated", node);
  }

  void look_splat(TSNode node, bool in_list) {
    if (!in_list || kind_ != TargetKind::any) return run_.refuse("a starred target stands in a list", node);
    for (const Part& part : named_parts(parts_of(node))) look(part.node, false);
  }

  void look_list(TSNode node, const Parts& parts) {
    std::size_t splats = 0;
    for (const Part& part : named_parts(parts)) {
      splats += contains(kinds_.splats, part.kind) ? 1 : 0;
      look(part.node, true);
    }
    if (splats > 1) run_.refuse("one target of a list may be starred", node);
  }

  const CheckRun& run_;
  const TargetKinds& kinds_;
  TargetKind kind_;
};

/// The order that a function's parameters keep.
class ParameterCheck {
 public:
  explicit ParameterCheck(const CheckRun& run) : run_(run), kinds_(run.rules.parameter) {}

  void look(const Part& part) {
    const TSNode inner = inside_type(part);
    const std::string_view kind = kind_of(inner);
    if (ended_) run_.refuse("nothing follows the parameter for all other keywords", part.node);
    if (kind == kinds_.positional_end) {
      look_positional_end(part);
    } else if (kind == kinds_.keyword_start || kind == kinds_.splat) {
      if (starred_) run_.refuse("one parameter may be starred", part.node);
      starred_ = true;
      bare_star_ = kind == kinds_.keyword_start;
    } else if (kind == kinds_.keyword_splat) {
      if (bare_star_) run_.refuse("a bare star needs a named parameter", part.node);
      ended_ = true;
    } else {
      look_plain(part);
    }
    first_ = false;
    if (kind != kinds_.positional_end && kind != kinds_.keyword_start) look_name(inner);
  }

  void end(TSNode list) const {
    if (bare_star_) run_.refuse("a bare star needs a named parameter", list);
  }

 private:
  [[nodiscard]] TSNode inside_type(const Part& part) const {
    if (!contains(kinds_.typed, part.kind)) return part.node;
    const Parts parts = named_parts(parts_of(part.node));
    return parts.empty() ? part.node : parts[0].node;
  }

  void look_positional_end(const Part& part) {
    if (first_ || slash_ || starred_) run_.refuse("a slash follows positional parameters, once", part.node);
    slash_ = true;
  }

  void look_plain(const Part& part) {
    bare_star_ = false;
    const bool has_default = contains(kinds_.defaults, part.kind);
    if (!has_default && default_ && !starred_) run_.refuse("a parameter without default follows", part.node);
    default_ |= has_default;
  }

  void look_name(TSNode node) {
    TSNode name = node;
    if (const Parts parts = named_parts(parts_of(node)); !parts.empty()) name = parts[0].node;
    if (kind_of(name) != run_.rules.identifier) return run_.refuse("a parameter is a name", node);
    const std::string_view text = run_.text_of(name);
    if (contains(run_.rules.never_bound, text)) run_.refuse("nothing may bind this name", name);
    if (std::ranges::find(names_, text) != names_.end()) run_.refuse("two parameters of one name", name);
    names_.push_back(text);
  }

  const CheckRun& run_;
  const ParameterKinds& kinds_;
  std::vector<std::string_view> names_;
  bool first_ = true, default_ = false, slash_ = false, starred_ = false, bare_star_ = false, ended_ = false;
};

}  // namespace

void check_target(const CheckRun& run, TSNode node, TargetKind kind) {
  TargetCheck(run, kind).look(node, false);
}

void check_parameters(const CheckRun& run, TSNode node, const Parts& parts) {
  ParameterCheck check(run);
  for (const Part& part : named_parts(parts)) check.look(part);
  check.end(node);
}

}  // namespace treewright::syntax
