// From rule expressions to slots and actions.
#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "engine/grammar/layout_filter.h"
#include "engine/grammar/lexicon.h"
#include "engine/grammar/rules.h"
#include "engine/grammar/transition_system.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {
namespace {

using Kind = Rule::Kind;

bool contains(syntax::Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// A sequence's alternatives beyond which its choices become slots of their own.
constexpr std::size_t most_alternatives = 64;

}  // namespace

/// What a slot stands for while the system is made.
struct Source {
  enum class Kind { rule, text, list };
  Kind kind = Kind::rule;
  Rule rule = {};           ///< of a rule: what it expands to; of a list: the list
  std::string node = {};    ///< of a rule: the node that it makes; empty: none
  bool named = true;        ///< of that node
  int type = 0;             ///< of a text
  std::size_t place = 0;    ///< of a list: elements before, up to the least number that matters
  bool after_text = false;  ///< of a list: its element is no text
};

class Compiler {
 public:
  Compiler(const syntax::Language& language, Rules rules)
      : layout_(*language.layout),
        layout_filter_(layout_),
        rules_(std::move(rules)),
        lexicon_(language, rules_) {
    system_.language_ = &language;
  }

  TransitionSystem run() {
    add_action("close", {});
    add_action("close by separator", {});
    slot_of({.rule = rules_.rules.at(rules_.start), .node = rules_.start}, rules_.start);
    for (std::size_t i = 0; i < sources_.size(); ++i) (void)choices_of(static_cast<int>(i));
    for (std::size_t i = 0; i < sources_.size(); ++i) finish(static_cast<int>(i));
    return std::move(system_);
  }

 private:
  /// One way to fill a slot: a text of a type, or an expansion.
  struct Choice {
    int text = -1;
    Items items = {};
    friend bool operator==(const Choice&, const Choice&) = default;
  };

  // --- types and texts
  // --------------------------------------------------------------------------------------
  int type(const std::string& name, bool named) {
    const auto [found, added] =
        system_.type_numbers_.emplace((named ? '+' : '-') + name, system_.types_.size());
    if (added) {
      system_.types_.push_back({lexicon_.symbol_name(name, named), named});
      system_.text_kinds_.push_back(lexicon_.text_kind(name));
    }
    return found->second;
  }

  Item leaf(const std::string& name, bool named, std::string text) {
    return {.kind = Item::Kind::leaf, .type = type(name, named), .text = std::move(text)};
  }
  Item node(const Source& source, Items items) {
    return {.kind = Item::Kind::node, .type = type(source.node, source.named), .items = std::move(items)};
  }
  static Item slot_item(int slot) { return {.kind = Item::Kind::slot, .slot = slot}; }

  Item text_slot(const std::string& name, bool named = true) {
    const int number = type(name, named);
    return slot_item(
        slot_of({.kind = Source::Kind::text, .type = number}, (named ? "" : "'") + name + " text"));
  }

  // --- slots
  // ------------------------------------------------------------------------------------------------
  int slot_of(Source source, const std::string& name) {
    const auto [found, added] = slot_numbers_.emplace(name, static_cast<int>(sources_.size()));
    if (added) {
      sources_.push_back(std::move(source));
      system_.slots_.push_back({});
      system_.slots_.back().name = name;
      choices_.emplace_back();
    }
    return found->second;
  }

  /// A slot for an expression that has no rule of its own; the same expression in one rule is one slot.
  Item auxiliary(const Rule& rule) {
    return remembered(rule, [&] { return slot_of({.rule = rule}, owner_ + "~" + next_number()); });
  }

  template <typename Make>
  Item remembered(const Rule& rule, Make make) {
    for (const auto& [known, slot] : expression_slots_) {
      if (known.first == owner_ && known.second == rule) return slot_item(slot);
    }
    const int slot = make();
    owners_.emplace(slot, owner_);
    expression_slots_.push_back({{owner_, rule}, slot});
    return slot_item(slot);
  }

  /// Numbers the expressions of a rule in the order in which they are met.
  std::string next_number() { return std::to_string(++expressions_[owner_]); }

  int list_slot(Rule rule) {
    if (contains(layout_.loose_comma, owner_)) rule.trailing = false;
    if (owner_ == layout_.block) rule.least = std::max<std::size_t>(rule.least, 1);
    const std::string name = owner_ + "*" + next_number();
    std::size_t places = std::max<std::size_t>(rule.least, rule.separator.empty() ? 0 : 1) + 1;
    if (contains(layout_.loose_comma_of_two, owner_)) places = std::max<std::size_t>(places, 3);
    const int first = list_place({.kind = Source::Kind::list, .rule = rule}, name);
    for (std::size_t place = 1; place < places; ++place) {
      const int slot = list_place({.kind = Source::Kind::list, .rule = rule, .place = place},
                                  name + "+" + std::to_string(place));
      link(slot - 1, slot);
    }
    const int last = first + static_cast<int>(places) - 1;
    link(last, last);
    if (fills_literal(rule)) add_place_after_text(rule, last, name);
    return first;
  }

  int list_place(const Source& source, const std::string& name) {
    const int number = slot_of(source, name);
    owners_[number] = owner_;
    Slot& slot = system_.slots_[static_cast<std::size_t>(number)];
    const bool separated = !source.rule.separator.empty() && source.place > 0;
    if (separated) slot.separator = type(source.rule.separator, false);
    slot.trailing = separated && source.rule.trailing && source.place >= source.rule.least &&
                    (source.place == 1 || !contains(layout_.loose_comma_of_two, owner_));
    if (fills_literal(source.rule)) slot.literal = lexicon_.literal(source.rule.value);
    return number;
  }

  void link(int slot, int next) {
    system_.slots_[static_cast<std::size_t>(slot)].next = next;
    system_.slots_[static_cast<std::size_t>(slot)].after_text = next;
  }

  bool fills_literal(const Rule& list) const {
    return !list.value.empty() || (!owner_.empty() && owner_ == layout_.format_specifier);
  }
  /// Where no text may stand, for the parser reads one run of text as one.
  void add_place_after_text(const Rule& rule, int place, const std::string& name) {
    const int after = list_place({.kind = Source::Kind::list, .rule = rule, .after_text = true}, name + "'");
    link(after, place);
    system_.slots_[static_cast<std::size_t>(place)].after_text = after;
  }

  // --- expressions
  // ------------------------------------------------------------------------------------------
  /// The item of anything but a sequence, a choice to be split, or nothing.
  Item item_of(const Rule& rule) {
    switch (rule.kind) {
      case Kind::text:
        return leaf(rule.value, false, rule.value);
      case Kind::pattern:
        return text_slot(lexicon_.hidden_text());
      case Kind::symbol:
        return symbol_item(rule.value);
      case Kind::alias:
        return alias_item(rule);
      case Kind::list:
        return remembered(rule, [&] { return list_slot(rule); });
      default:
        return auxiliary(rule);
    }
  }

  Item symbol_item(const std::string& name) {
    const auto found = rules_.rules.find(name);
    if (found == rules_.rules.end() || rules_.externals.contains(name)) {
      if (name == layout_.string_end) return leaf(name, true, {});
      return rules_.is_hidden(name) ? text_slot(lexicon_.hidden_text()) : text_slot(name);
    }
    const Rule& rule = found->second;
    if (!rules_.is_hidden(name) && lexicon_.is_terminal(name)) {
      return rule.kind == Kind::text ? leaf(name, true, rule.value) : text_slot(name);
    }
    if (!rules_.is_hidden(name) && lexicon_.is_whole_text(rule)) return text_slot(name);
    if (rules_.is_hidden(name) && rule.kind == Kind::pattern) return text_slot(lexicon_.hidden_text());
    const int slot = slot_of({.rule = rule, .node = rules_.is_hidden(name) ? "" : name}, name);
    owners_[slot] = name;
    return slot_item(slot);
  }

  Item alias_item(const Rule& rule) {
    const Rule* content = &rule.members[0];
    if (content->kind == Kind::text) {
      if (!rule.named) return leaf(rule.value, false, rule.value);
      if (layout_filter_.is_closed(rule.value)) return leaf(rule.value, true, content->value);
      return lexicon_.is_terminal(rule.value) ? text_slot(rule.value)
                                              : leaf(rule.value, true, content->value);
    }
    if (lexicon_.is_token(*content))
      return rule.named ? text_slot(rule.value) : leaf(rule.value, false, rule.value);
    return remembered(rule, [&] { return alias_slot(rule); });
  }

  int alias_slot(const Rule& rule) {
    const Rule& content = rule.members[0];
    const bool symbol = content.kind == Kind::symbol;
    // A node's rule under another name; where a hidden rule makes a block, the block's own choices.
    const bool own = symbol && (!rules_.is_hidden(content.value) || rule.value == layout_.block);
    const int slot = slot_of(
        {.rule = own ? rules_.rules.at(content.value) : content, .node = rule.value, .named = rule.named},
        rule.value + "=" + (symbol ? content.value : owner_ + "~" + next_number()));
    owners_[slot] = rule.value;
    system_.slots_[static_cast<std::size_t>(slot)].aliased = true;
    return slot;
  }

  /// Whether a choice inside a sequence is better a slot of its own than a rule for each member: where names
  /// stand among the members, their texts can be generated at once.
  bool prefers_slot(const Rule& choice) {
    bool takes_text = false;
    for (const Rule& member : choice.members) {
      if (member.kind != Kind::symbol && member.kind != Kind::alias) return false;
      const Item item = item_of(member);
      if (item.kind != Item::Kind::slot) return false;
      takes_text |= sources_[static_cast<std::size_t>(item.slot)].kind == Source::Kind::text ||
                    sources_[static_cast<std::size_t>(item.slot)].node.empty();
    }
    return takes_text;
  }

  std::size_t count_alternatives(const Rule& rule) const {
    std::size_t count = rule.kind == Kind::choice ? 0 : 1;
    if (rule.kind != Kind::choice && rule.kind != Kind::sequence) return 1;
    for (const Rule& member : rule.members) {
      const std::size_t of_member = count_alternatives(member);
      count = rule.kind == Kind::choice ? count + of_member : count * of_member;
    }
    return std::min<std::size_t>(count, 1'000'000);
  }

  std::vector<Items> alternatives(const Rule& rule, bool inside) {
    switch (rule.kind) {
      case Kind::blank:
        return {{}};
      case Kind::choice: {
        if (inside && prefers_slot(rule)) return {{auxiliary(rule)}};
        std::vector<Items> all;
        for (const Rule& member : rule.members) {
          for (Items& items : alternatives(member, inside)) {
            if (std::ranges::find(all, items) == all.end()) all.push_back(std::move(items));
          }
        }
        return all;
      }
      case Kind::sequence:
        return sequence_alternatives(rule);
      default:
        return {{item_of(rule)}};
    }
  }

  std::vector<Items> sequence_alternatives(const Rule& rule) {
    const bool many = count_alternatives(rule) > most_alternatives;
    std::vector<Items> all{{}};
    for (const Rule& member : rule.members) {
      // A file has one expansion, which costs no action.
      const bool own_slot =
          member.kind == Kind::choice && ((many && count_alternatives(member) > 2) || owner_ == rules_.start);
      const std::vector<Items> of_member =
          own_slot ? std::vector<Items>{{auxiliary(member)}} : alternatives(member, true);
      std::vector<Items> longer;
      for (const Items& before : all) {
        for (const Items& after : of_member) {
          longer.push_back(before);
          longer.back().insert(longer.back().end(), after.begin(), after.end());
        }
      }
      all = std::move(longer);
    }
    return all;
  }

  // --- choices
  // ----------------------------------------------------------------------------------------------
  const std::vector<Choice>& choices_of(int slot) {
    const auto at = static_cast<std::size_t>(slot);
    if (choices_[at]) return *choices_[at];
    if (std::ranges::find(under_way_, slot) != under_way_.end()) return none_;
    under_way_.push_back(slot);
    const std::string outer = std::exchange(owner_, owners_.contains(slot) ? owners_[slot] : rules_.start);
    std::vector<Choice> choices = make_choices(Source(sources_[at]));
    owner_ = outer;
    under_way_.pop_back();
    choices_[at] = std::move(choices);
    return *choices_[at];
  }

  std::vector<Choice> make_choices(const Source& source) {
    if (source.kind == Source::Kind::text) return {{.text = source.type}};
    if (source.kind == Source::Kind::list) {
      const Rule element = layout_filter_.run(source.rule.members[0], owner_);
      const Item item = element.kind == Kind::sequence || element.kind == Kind::choice ? auxiliary(element)
                                                                                       : item_of(element);
      if (item.kind != Item::Kind::slot) return {{.items = {item}}};
      return copy_of(choices_of(item.slot));
    }
    std::vector<Choice> choices;
    for (Items& items : alternatives(layout_filter_.run(source.rule, owner_), false)) {
      if (!source.node.empty()) {
        add(choices, {.items = {node(source, std::move(items))}});
      } else if (items.size() == 1 && items[0].kind == Item::Kind::slot && !is_list(items[0].slot)) {
        for (const Choice& choice : copy_of(choices_of(items[0].slot))) add(choices, choice);
      } else {
        add(choices, {.items = std::move(items)});
      }
    }
    return choices;
  }

  static std::vector<Choice> copy_of(const std::vector<Choice>& choices) { return choices; }
  static void add(std::vector<Choice>& choices, Choice choice) {
    if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(std::move(choice));
  }
  bool is_list(int slot) const { return sources_[static_cast<std::size_t>(slot)].kind == Source::Kind::list; }

  // --- actions
  // ----------------------------------------------------------------------------------------------
  /// Slots that leave no choice are expanded at once.
  Items expanded(const Items& items, int depth = 0) {
    Items all;
    for (const Item& item : items) {
      if (item.kind == Item::Kind::node) {
        all.push_back(item);
        all.back().items = expanded(item.items, depth);
        continue;
      }
      const auto* only =
          item.kind == Item::Kind::slot && !is_list(item.slot) ? &choices_of(item.slot) : nullptr;
      if (only != nullptr && only->size() == 1 && only->front().text < 0 && depth < 16) {
        const Items inner = expanded(only->front().items, depth + 1);
        all.insert(all.end(), inner.begin(), inner.end());
      } else {
        all.push_back(item);
      }
    }
    return all;
  }

  void finish(int number) {
    const auto at = static_cast<std::size_t>(number);
    const std::vector<Choice> choices = choices_of(number);
    std::vector<int> actions, texts;
    for (const Choice& choice : choices) {
      if (choice.text >= 0) {
        if (sources_[at].after_text) continue;
        texts.push_back(choice.text);
        system_.slots_[at]
            .takes[static_cast<std::size_t>(system_.text_kinds_[static_cast<std::size_t>(choice.text)])] =
            true;
      } else {
        Items items = expanded(choice.items);
        const std::string name = describe(items);
        actions.push_back(add_action(name, std::move(items)));
      }
    }
    if (sources_[at].kind == Source::Kind::list) {
      if (sources_[at].place >= sources_[at].rule.least) actions.push_back(TransitionSystem::close);
      if (system_.slots_[at].trailing) actions.push_back(TransitionSystem::close_by_separator);
    }
    std::ranges::sort(actions);
    actions.erase(std::ranges::unique(actions).begin(), actions.end());
    system_.slots_[at].actions = std::move(actions);
    system_.slots_[at].texts = std::move(texts);
  }

  std::string describe(const Items& items) const {
    std::string text;
    for (const Item& item : items) {
      if (!text.empty()) text += ' ';
      if (item.kind == Item::Kind::slot) {
        text += system_.slots_[static_cast<std::size_t>(item.slot)].name;
      } else if (item.kind == Item::Kind::node) {
        const std::string inner = describe(item.items);
        text += "(" + std::string(system_.type(item.type).name) + (inner.empty() ? "" : " " + inner) + ")";
      } else {
        const Type& type = system_.type(item.type);
        text += (type.named ? std::string(type.name) + ":" : "") + "'" + item.text + "'";
      }
    }
    return text.empty() ? "nothing" : text;
  }

  int add_action(const std::string& name, Items items) {
    const auto [found, added] = action_numbers_.emplace(name, static_cast<int>(system_.actions_.size()));
    if (added) {
      const auto is_part = [&](std::string_view part) { return name.find(part) != std::string::npos; };
      system_.actions_.push_back(
          {name, std::move(items), {}, std::ranges::any_of(layout_.read_only, is_part)});
      collect_slots(system_.actions_.back().items, system_.actions_.back().slots);
    }
    return found->second;
  }

  static void collect_slots(Items& items, std::vector<int>& slots) {
    for (Item& item : items) {
      if (item.kind == Item::Kind::slot) {
        item.position = static_cast<int>(slots.size());
        slots.push_back(item.slot);
      }
      collect_slots(item.items, slots);
    }
  }

  const syntax::LayoutRules& layout_;
  LayoutFilter layout_filter_;
  Rules rules_;
  Lexicon lexicon_;
  TransitionSystem system_;
  std::vector<Source> sources_;  ///< by slot
  std::map<std::string, int> slot_numbers_;
  std::map<int, std::string> owners_;  ///< the rule in whose text a slot's expression stands
  std::vector<std::pair<std::pair<std::string, Rule>, int>> expression_slots_;  ///< by owner and expression
  std::deque<std::optional<std::vector<Choice>>> choices_;  ///< by slot; references stay valid
  const std::vector<Choice> none_;
  std::vector<int> under_way_;
  std::string owner_;                       ///< of the expression under way
  std::map<std::string, int> expressions_;  ///< numbered so far, by owner
  std::map<std::string, int> action_numbers_;
};

int TransitionSystem::type_number(std::string_view name, bool named) const {
  const auto found = type_numbers_.find((named ? '+' : '-') + std::string(name));
  return found == type_numbers_.end() ? -1 : found->second;
}

std::string_view TransitionSystem::sample_text(int type) const {
  const auto& samples = language_->layout->samples;
  const auto found = std::ranges::find(samples, this->type(type).name, &syntax::TextSample::type);
  if (found != samples.end()) return found->text;
  return text_kind(type) == TextKind::name ? "x" : "1";
}

Result<std::shared_ptr<const TransitionSystem>> TransitionSystem::of(const syntax::Language& language) {
  auto rules = parse_rules(language.grammar_json);
  if (!rules) return failure("{}: {}", language.id, rules.error().message);
  return std::make_shared<const TransitionSystem>(Compiler(language, *std::move(rules)).run());
}

}  // namespace treewright::grammar
