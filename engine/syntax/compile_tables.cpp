#include "engine/syntax/compile_tables.h"

#include <algorithm>

namespace treewright::syntax {
namespace {

class TableCheck {
 public:
  explicit TableCheck(const CheckRun& run) : run_(run), rules_(run.rules) {}

  void look(const Part& part, const Parts& parts, const Around& around) const {
    if (contains(rules_.never, part.kind)) run_.refuse("other versions of the language have this", part.node);
    for (const OnlyIn& row : rules_.only_in) {
      if (!part.named || !contains(row.children, part.kind)) continue;
      const bool fits = around.value_in.empty() ? contains(row.parents, around.parent)
                                                : contains(row.values_in, around.value_in);
      if (!fits) run_.refuse("this stands in brackets, or not here", part.node);
    }
    for (const NeverIn& row : rules_.never_in) {
      if (is_barred(row, part, around)) run_.refuse("this does not stand here", part.node);
    }
    for (const OnePart& row : rules_.one_part) {
      const bool here = row.child == part.kind && row.parent == around.parent && row.field == part.field;
      if (here && (row.around.empty() || contains(row.around, around.grandparent)) &&
          named_parts(parts).size() > 1)
        run_.refuse("a name without a path stands here", part.node);
    }
    look_list(part, parts);
    look_handlers(part, parts);
    look_chain(part, parts, around);
  }

 private:
  void look_handlers(const Part& part, const Parts& parts) const {
    for (const Handlers& row : rules_.handlers) {
      if (row.parent != part.kind) continue;
      bool open = false, with_token = false, without_token = false;
      for (const Part& each : parts) {
        if (each.kind != row.element) continue;
        const Parts inner = parts_of(each.node);
        if (open) run_.refuse("what handles everything comes last", each.node);
        open |= named_parts(inner).size() == row.open;
        (find_part(inner, row.token) != nullptr ? with_token : without_token) = true;
      }
      if (with_token && without_token) run_.refuse("handlers are all of one kind", part.node);
    }
  }

  void look_chain(const Part& part, const Parts& parts, const Around& around) const {
    const Chain& chain = rules_.chain;
    if (part.kind != chain.kind || find_field(parts, chain.alone) == nullptr) return;
    const Part* next = find_field(parts, chain.field);
    if (around.parent == chain.kind || (next != nullptr && next->kind == chain.kind))
      run_.refuse("a chain has no such part", part.node);
  }

  [[nodiscard]] static bool is_barred(const NeverIn& row, const Part& part, const Around& around) {
    return part.named && row.parent == around.parent && contains(row.children, part.kind) &&
           (row.field.empty() || row.field == part.field) && (row.index < 0 || row.index == around.index) &&
           !contains(row.unless_in, around.grandparent);
  }

  void look_list(const Part& part, const Parts& parts) const {
    for (const ListOrder& row : rules_.order)
      if (row.list == part.kind) look_order(row, parts);
    const auto has = [&](std::string_view when) { return when.empty() || find_part(parts, when) != nullptr; };
    const std::size_t named = named_parts(parts).size();
    for (const Bounds& row : rules_.bounds) {
      if (row.parent == part.kind && has(row.when) && (named < row.least || named > row.most))
        run_.refuse("this has more parts, or fewer", part.node);
    }
    for (const Needs& row : rules_.needs) {
      if (row.parent == part.kind && has(row.when) && std::ranges::none_of(row.needed, has))
        run_.refuse("a part is missing", part.node);
    }
    for (const UniqueNames& row : rules_.unique)
      if (row.list == part.kind) look_unique(row, parts);
    look_separators(part, parts, named);
  }

  void look_order(const ListOrder& row, const Parts& parts) const {
    bool seen = false;
    for (const Part& part : parts) {
      if (!part.named) continue;
      const bool later = contains(row.later, part.kind) != row.others;
      if (later && seen) run_.refuse("this comes before what it follows", part.node);
      seen |= contains(row.earlier, part.kind);
    }
  }

  void look_unique(const UniqueNames& row, const Parts& parts) const {
    std::vector<std::string_view> names;
    for (const Part& part : parts) {
      if (part.kind != row.element) continue;
      const Parts inner = parts_of(part.node);
      const Part* name = find_field(inner, row.name);
      if (name == nullptr) continue;
      const std::string_view text = run_.text_of(name->node);
      if (std::ranges::find(names, text) != names.end()) run_.refuse("two of one name", part.node);
      if (contains(rules_.never_bound, text)) run_.refuse("nothing may bind this name", part.node);
      names.push_back(text);
    }
  }

  void look_separators(const Part& part, const Parts& parts, std::size_t named) const {
    if (parts.empty()) return;
    const bool separated = parts.back().kind == rules_.separator;
    if (separated && contains(rules_.no_last_separator, part.kind)) run_.refuse("nothing follows", part.node);
    if (named == 0 && contains(rules_.no_lone_separator, part.kind) &&
        find_part(parts, rules_.separator) != nullptr)
      run_.refuse("nothing stands before a separator", part.node);
  }

  const CheckRun& run_;
  const CompileRules& rules_;
};

}  // namespace

void check_tables(const CheckRun& run, const Part& part, const Parts& parts, const Around& around) {
  TableCheck(run).look(part, parts, around);
}

}  // namespace treewright::syntax
