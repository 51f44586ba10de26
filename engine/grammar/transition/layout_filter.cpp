#include "engine/grammar/transition/layout_filter.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

using Kind = Rule::Kind;

Rule named_leaf(const std::string& terminal, std::string_view text) {
  return {.kind = Kind::alias,
          .value = terminal,
          .named = true,
          .members = {{.kind = Kind::text, .value = std::string(text)}}};
}

}  // namespace

Rule LayoutFilter::run(Rule rule, std::string_view owner) const {
  if (is_nothing(rule, owner)) return {};
  if (rule.kind == Kind::symbol && is_closed(rule.value)) return closed_choice(rule.value);
  if (opens_literal(rule)) return by_prefix(rule);
  if (rule.kind == Kind::list && !layout_.separator.empty() && rule.separator == layout_.separator)
    return run(rule.members[0], owner);
  for (Rule& member : rule.members) member = run(std::move(member), owner);
  if (rule.kind == Kind::sequence) {
    std::erase_if(rule.members, [](const Rule& member) { return member.kind == Kind::blank; });
    if (rule.members.empty()) return {};
    if (rule.members.size() == 1) return Rule(rule.members[0]);
  }
  return rule.kind == Kind::choice ? without_twins(std::move(rule), owner) : rule;
}

bool LayoutFilter::is_nothing(const Rule& rule, std::string_view owner) const {
  if (rule.kind == Kind::symbol) return syntax::contains(layout_.layout_tokens, rule.value);
  return rule.kind == Kind::text && syntax::contains(layout_.loose_parentheses, owner) &&
         (rule.value == "(" || rule.value == ")");
}

std::span<const std::string_view> LayoutFilter::closed_texts(std::string_view terminal) const {
  for (const syntax::ClosedTerminal& closed : layout_.closed) {
    if (closed.terminal == terminal) return closed.texts;
  }
  return {};
}

Rule LayoutFilter::closed_choice(const std::string& terminal) const {
  Rule choice{.kind = Kind::choice};
  for (const std::string_view text : closed_texts(terminal))
    choice.members.push_back(named_leaf(terminal, text));
  return choice;
}

bool LayoutFilter::opens_literal(const Rule& rule) const {
  return rule.kind == Kind::sequence && rule.members[0].kind == Kind::symbol &&
         rule.members[0].value == layout_.string_start && is_closed(layout_.string_start);
}

/// What a literal may hold depends on its prefix, which the grammar leaves to its scanner.
Rule LayoutFilter::by_prefix(const Rule& literal) const {
  Rule choice{.kind = Kind::choice};
  for (const std::string_view prefix : closed_texts(layout_.string_start)) {
    Rule filled = literal;
    filled.members[0] = named_leaf(std::string(layout_.string_start), prefix);
    for (Rule& member : filled.members) member = filled_by(std::move(member), prefix);
    choice.members.push_back(std::move(filled));
  }
  return choice;
}

Rule LayoutFilter::filled_by(Rule rule, std::string_view prefix) const {
  if (rule.kind != Kind::list && rule.kind != Kind::choice) return rule;
  if (rule.kind == Kind::list) rule.value = std::string(prefix) + '"';
  if (!syntax::contains(layout_.format_prefixes, prefix)) {
    std::erase_if(rule.members, [&](const Rule& member) {
      return member.kind == Kind::symbol && member.value == layout_.interpolation;
    });
  }
  for (Rule& member : rule.members) member = filled_by(std::move(member), prefix);
  return rule.kind == Kind::choice && rule.members.size() == 1 ? Rule(rule.members[0]) : rule;
}

Rule LayoutFilter::without_twins(Rule choice, std::string_view owner) const {
  const auto is_block = [&](const Rule& member) {
    return member.kind == Kind::symbol && member.value == layout_.block;
  };
  const bool has_block = !layout_.block.empty() && std::ranges::any_of(choice.members, is_block);
  std::vector<Rule> members;
  for (Rule& member : choice.members) {
    // No block is empty, or stands in the line of its header.
    const bool twin = (has_block && member.kind == Kind::alias && member.value == layout_.block) ||
                      (owner == layout_.block && member.kind == Kind::blank);
    if (!twin && std::ranges::find(members, member) == members.end()) members.push_back(std::move(member));
  }
  if (members.size() == 1) return Rule(members[0]);
  choice.members = std::move(members);
  return choice;
}

}  // namespace treewright::grammar
