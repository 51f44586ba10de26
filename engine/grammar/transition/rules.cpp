#include "engine/grammar/transition/rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace treewright::grammar {
namespace {

using nlohmann::json;
using Kind = Rule::Kind;

Rule parse_rule(const json& object);

std::vector<Rule> parse_members(const json& object) {
  std::vector<Rule> members;
  for (const json& member : object.at("members")) members.push_back(parse_rule(member));
  return members;
}

/// A line end that the tree does not show is layout.
Rule parse_pattern(const std::string& value) {
  return value == "\\r?\\n" ? Rule{} : Rule{.kind = Kind::pattern};
}

/// A token is fixed where its whole content is one text.
Rule parse_token(const json& object) {
  const Rule content = parse_rule(object.at("content"));
  return content.kind == Kind::text || content.kind == Kind::blank ? content : Rule{.kind = Kind::pattern};
}

Rule parse_rule(const json& object) {
  const std::string type = object.at("type");
  if (type == "BLANK") return {};
  if (type == "STRING") return {.kind = Kind::text, .value = object.at("value")};
  if (type == "PATTERN") return parse_pattern(object.at("value"));
  if (type == "SYMBOL") return {.kind = Kind::symbol, .value = object.at("name")};
  if (type == "SEQ") return {.kind = Kind::sequence, .members = parse_members(object)};
  if (type == "CHOICE") return {.kind = Kind::choice, .members = parse_members(object)};
  if (type == "TOKEN" || type == "IMMEDIATE_TOKEN") return parse_token(object);
  if (type == "REPEAT") return {.kind = Kind::list, .members = {parse_rule(object.at("content"))}};
  if (type == "REPEAT1")
    return {.kind = Kind::list, .members = {parse_rule(object.at("content"))}, .least = 1};
  if (type == "ALIAS") {
    return {.kind = Kind::alias,
            .value = object.at("value"),
            .named = object.at("named"),
            .members = {parse_rule(object.at("content"))}};
  }
  return parse_rule(object.at("content"));  // FIELD, PREC…, RESERVED
}

bool is_optional_text(const Rule& rule, const std::string& text) {
  if (rule.kind != Kind::choice || rule.members.size() != 2) return false;
  const auto is = [&](const Rule& member) { return member.kind == Kind::text && member.value == text; };
  const auto blank = [](const Rule& member) { return member.kind == Kind::blank; };
  return (is(rule.members[0]) && blank(rule.members[1])) || (blank(rule.members[0]) && is(rule.members[1]));
}

/// `repetition` as (s X)* for this X: the separator, or nothing.
std::string separator_of(const Rule& element, const Rule& repetition) {
  if (repetition.kind != Kind::list || !repetition.separator.empty()) return {};
  const Rule& body = repetition.members[0];
  const bool fits = body.kind == Kind::sequence && body.members.size() == 2 &&
                    body.members[0].kind == Kind::text && body.members[1] == element;
  return fits ? body.members[0].value : std::string();
}

/// Rewrites rules from the leaves up.
class Simplifier {
 public:
  explicit Simplifier(const Rules& rules) : rules_(rules) {}

  Rule run(Rule rule) {
    for (Rule& member : rule.members) member = run(std::move(member));
    switch (rule.kind) {
      case Kind::symbol:
        return inlined(std::move(rule));
      case Kind::sequence:
        return simplified_sequence(std::move(rule));
      case Kind::choice:
        return simplified_choice(std::move(rule));
      default:
        return rule;
    }
  }

 private:
  /// A hidden rule that offers no choice is what it holds.
  Rule inlined(Rule rule) {
    const auto found = rules_.rules.find(rule.value);
    if (found == rules_.rules.end() || !rules_.is_hidden(rule.value) || rules_.externals.contains(rule.value))
      return rule;
    if (std::ranges::find(under_way_, rule.value) != under_way_.end()) return rule;
    under_way_.push_back(rule.value);
    Rule content = run(found->second);
    under_way_.pop_back();
    return content.kind == Kind::list || content.kind == Kind::sequence || content.kind == Kind::symbol ||
                   content.kind == Kind::alias
               ? content
               : rule;
  }

  static Rule simplified_sequence(Rule rule) {
    std::vector<Rule> flat;
    for (Rule& member : rule.members) {
      if (member.kind == Kind::blank) continue;
      if (member.kind == Kind::sequence) {
        std::ranges::move(member.members, std::back_inserter(flat));
      } else {
        flat.push_back(std::move(member));
      }
    }
    std::vector<Rule> members;
    for (Rule& member : flat) append(members, std::move(member));
    if (members.empty()) return {};
    if (members.size() == 1) return std::move(members.front());
    rule.members = std::move(members);
    return rule;
  }

  static void append(std::vector<Rule>& members, Rule next) {
    if (!members.empty()) {
      Rule& last = members.back();
      if (std::string separator = separator_of(last, next); !separator.empty()) {
        last = {.kind = Kind::list,
                .members = {std::move(last)},
                .least = next.least + 1,
                .separator = std::move(separator)};
        return;
      }
      if (next.kind == Kind::choice && std::ranges::any_of(next.members, [&](const Rule& member) {
            return !separator_of(last, member.kind == Kind::sequence ? member.members[0] : member).empty();
          })) {
        last = distributed(std::move(last), std::move(next));
        return;
      }
      const bool separated = last.kind == Kind::list && !last.separator.empty() && !last.trailing;
      if (separated && is_optional_text(next, last.separator)) {
        last.trailing = true;
        return;
      }
    }
    members.push_back(std::move(next));
  }

  /// X (s | (s X)+ s?) as the list that its second half is.
  static Rule distributed(Rule element, Rule choice) {
    for (Rule& member : choice.members) {
      member = simplified_sequence({.kind = Kind::sequence, .members = {element, std::move(member)}});
    }
    return simplified_choice(std::move(choice));
  }

  static Rule simplified_choice(Rule rule) {
    std::vector<Rule> flat;
    for (Rule& member : rule.members) {
      if (member.kind == Kind::choice) {
        std::ranges::move(member.members, std::back_inserter(flat));
      } else if (std::ranges::find(flat, member) == flat.end()) {
        flat.push_back(std::move(member));
      }
    }
    const auto blank = std::ranges::find(flat, Kind::blank, &Rule::kind);
    const auto list = std::ranges::find(flat, Kind::list, &Rule::kind);
    if (flat.size() == 2 && blank != flat.end() && list != flat.end() && list->least <= 1) {
      list->least = 0;
      flat.erase(blank);
    }
    if (flat.size() == 1) return std::move(flat.front());
    rule.members = std::move(flat);
    return rule;
  }

  const Rules& rules_;
  std::vector<std::string> under_way_;
};

Rules parse(const json& object) {
  Rules rules;
  rules.name = object.at("name");
  for (const json& external : object.at("externals")) {
    if (external.at("type") == "SYMBOL") rules.externals.insert(external.at("name"));
  }
  for (const char* field : {"inline", "supertypes"}) {
    for (const json& name : object.at(field)) rules.hidden.insert(name.get<std::string>());
  }
  for (const auto& [name, rule] : object.at("rules").items()) rules.rules.emplace(name, parse_rule(rule));
  return rules;
}

}  // namespace

Result<Rules> parse_rules(std::string_view grammar_json) {
  try {
    // Ordered, so that the first rule is the start.
    const auto ordered = nlohmann::ordered_json::parse(grammar_json);
    Rules raw = parse(json(ordered));
    Rules rules = raw;
    rules.start = ordered.at("rules").begin().key();
    Simplifier simplifier(raw);
    for (auto& [name, rule] : rules.rules) rule = simplifier.run(raw.rules.at(name));
    return rules;
  } catch (const json::exception& error) {
    return failure("grammar.json: {}", error.what());
  }
}

}  // namespace treewright::grammar
