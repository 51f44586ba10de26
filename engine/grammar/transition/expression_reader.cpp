#include "engine/grammar/transition/expression_reader.h"

#include <algorithm>

#include "engine/grammar/transition/list_slots.h"

namespace treewright::grammar {
namespace {

using Kind = Rule::Kind;

/// A sequence's alternatives beyond which its choices become slots of their own.
constexpr std::size_t most_alternatives = 64;
/// More are not told apart: a product of choices may be any number.
constexpr std::size_t most_counted = 1'000'000;

std::size_t count_alternatives(const Rule& rule) {
  if (rule.kind != Kind::choice && rule.kind != Kind::sequence) return 1;
  std::size_t count = rule.kind == Kind::choice ? 0 : 1;
  for (const Rule& member : rule.members) {
    const std::size_t of_member = count_alternatives(member);
    count = rule.kind == Kind::choice ? count + of_member : count * of_member;
  }
  return std::min(count, most_counted);
}

/// Every one of `before` followed by every one of `after`.
std::vector<Items> concatenations(const std::vector<Items>& before, const std::vector<Items>& after) {
  std::vector<Items> all;
  for (const Items& head : before) {
    for (const Items& tail : after) {
      all.push_back(head);
      all.back().insert(all.back().end(), tail.begin(), tail.end());
    }
  }
  return all;
}

Item slot_item(int slot) { return {.kind = Item::Kind::slot, .slot = slot}; }

}  // namespace

Item ExpressionReader::item_of(const Rule& rule) {
  switch (rule.kind) {
    case Kind::text:
      return leaf(rule.value, false, rule.value);
    case Kind::pattern:
      return text_slot(grammar_.lexicon.hidden_text());
    case Kind::symbol:
      return symbol_item(rule.value);
    case Kind::alias:
      return alias_item(rule);
    default:
      return slot_of_its_own(rule);
  }
}

Item ExpressionReader::symbol_item(const std::string& name) {
  const bool hidden = grammar_.rules.is_hidden(name);
  const auto found = grammar_.rules.rules.find(name);
  if (found == grammar_.rules.rules.end() || grammar_.rules.externals.contains(name)) {
    if (name == grammar_.layout.string_end) return leaf(name, true, {});
    return text_slot(hidden ? grammar_.lexicon.hidden_text() : name);
  }
  const Rule& rule = found->second;
  if (hidden && rule.kind == Kind::pattern) return text_slot(grammar_.lexicon.hidden_text());
  if (!hidden && grammar_.lexicon.is_terminal(name))
    return rule.kind == Kind::text ? leaf(name, true, rule.value) : text_slot(name);
  if (!hidden && grammar_.lexicon.is_whole_text(rule)) return text_slot(name);
  return slot_item(slots_.add(name, {.rule = rule, .owner = name, .node = hidden ? "" : name}));
}

Item ExpressionReader::alias_item(const Rule& rule) {
  const Rule& content = rule.members[0];
  if (!grammar_.lexicon.is_token(content)) return slot_of_its_own(rule);
  if (!rule.named) return leaf(rule.value, false, rule.value);
  const bool fixed = content.kind == Kind::text && (grammar_.layout_filter.is_closed(rule.value) ||
                                                    !grammar_.lexicon.is_terminal(rule.value));
  return fixed ? leaf(rule.value, true, content.value) : text_slot(rule.value);
}

Item ExpressionReader::leaf(const std::string& name, bool named, const std::string& text) {
  return {.kind = Item::Kind::leaf, .type = types_.number(name, named), .text = text};
}

Item ExpressionReader::text_slot(const std::string& name) {
  const int type = types_.number(name, true);
  return slot_item(slots_.add(name + " text", {.kind = SlotSource::Kind::text, .type = type}));
}

/// The same expression in one rule is one slot.
Item ExpressionReader::slot_of_its_own(const Rule& rule) {
  int slot = slots_.of_expression(owner_, rule);
  if (slot == SlotTable::none) {
    slot = add_slot(rule);
    slots_.remember_expression(owner_, rule, slot);
  }
  return slot_item(slot);
}

int ExpressionReader::add_slot(const Rule& rule) {
  if (rule.kind == Kind::list) return add_list(rule, owner_, grammar_, types_, slots_);
  if (rule.kind == Kind::alias) return add_alias(rule);
  return slots_.add(owner_ + "~" + slots_.next_number(owner_), {.rule = rule, .owner = owner_});
}

int ExpressionReader::add_alias(const Rule& rule) {
  const Rule& content = rule.members[0];
  const bool symbol = content.kind == Kind::symbol;
  // A node's rule under another name; where a hidden rule makes a block, the block's own choices.
  const bool own =
      symbol && (!grammar_.rules.is_hidden(content.value) || rule.value == grammar_.layout.block);
  const std::string origin = symbol ? content.value : owner_ + "~" + slots_.next_number(owner_);
  const int slot =
      slots_.add(rule.value + "=" + origin, {.rule = own ? grammar_.rules.rules.at(content.value) : content,
                                             .owner = rule.value,
                                             .node = rule.value,
                                             .named = rule.named});
  slots_.slot(slot).aliased = true;
  return slot;
}

std::vector<Items> ExpressionReader::alternatives(const Rule& rule, bool in_sequence) {
  switch (rule.kind) {
    case Kind::blank:
      return {{}};
    case Kind::choice:
      return choice_alternatives(rule, in_sequence);
    case Kind::sequence:
      return sequence_alternatives(rule);
    default:
      return {{item_of(rule)}};
  }
}

std::vector<Items> ExpressionReader::choice_alternatives(const Rule& rule, bool in_sequence) {
  if (in_sequence && prefers_slot(rule)) return {{slot_of_its_own(rule)}};
  std::vector<Items> all;
  for (const Rule& member : rule.members) {
    for (Items& items : alternatives(member, in_sequence)) {
      if (std::ranges::find(all, items) == all.end()) all.push_back(std::move(items));
    }
  }
  return all;
}

std::vector<Items> ExpressionReader::sequence_alternatives(const Rule& rule) {
  const bool many = count_alternatives(rule) > most_alternatives;
  std::vector<Items> all{{}};
  for (const Rule& member : rule.members) {
    // A file has one expansion, which costs no action.
    const bool own_slot = member.kind == Kind::choice &&
                          ((many && count_alternatives(member) > 2) || owner_ == grammar_.rules.start);
    all = concatenations(
        all, own_slot ? std::vector<Items>{{slot_of_its_own(member)}} : alternatives(member, true));
  }
  return all;
}

/// Whether a choice inside a sequence is better a slot of its own than a rule for each member: where names
/// stand among the members, their texts can be generated at once.
bool ExpressionReader::prefers_slot(const Rule& choice) {
  bool takes_text = false;
  for (const Rule& member : choice.members) {
    if (member.kind != Kind::symbol && member.kind != Kind::alias) return false;
    const Item item = item_of(member);
    if (item.kind != Item::Kind::slot) return false;
    takes_text |= slots_.source(item.slot).node.empty();  // a text, or a hidden rule that may lead to one
  }
  return takes_text;
}

}  // namespace treewright::grammar
