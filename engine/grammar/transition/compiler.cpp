// From a grammar's rules to a transition system: which slots there are, and what may fill each.
#include <algorithm>
#include <map>

#include "engine/grammar/transition/action_table.h"
#include "engine/grammar/transition/expression_reader.h"
#include "engine/grammar/transition/grammar.h"
#include "engine/grammar/transition/rules.h"
#include "engine/grammar/transition/slot_table.h"
#include "engine/grammar/transition/transition_system.h"
#include "engine/grammar/transition/type_table.h"

namespace treewright::grammar {
namespace {

/// How many slots that leave no choice are expanded inside each other: a rule may lead back to itself.
constexpr int most_nested = 16;

}  // namespace

class Compiler {
 public:
  Compiler(const syntax::Language& language, Rules rules)
      : language_(language),
        grammar_(language, std::move(rules)),
        types_(grammar_.lexicon),
        actions_(grammar_.layout, types_, slots_) {}

  TransitionSystem run() {
    const std::string& start = grammar_.rules.start;
    slots_.add(start, {.rule = grammar_.rules.rules.at(start), .owner = start, .node = start});
    // Choices add slots, which have choices. Actions are named by slots: all are there by then.
    for (int slot = 0; slot < slots_.size(); ++slot) (void)choices_of(slot);
    for (int slot = 0; slot < slots_.size(); ++slot) fill(slot);
    return system();
  }

 private:
  /// One way to fill a slot: a text of a type, or an expansion.
  struct Choice {
    int text = -1;
    Items items = {};
    friend bool operator==(const Choice&, const Choice&) = default;
  };
  using Choices = std::vector<Choice>;

  static void add(Choices& choices, Choice choice) {
    if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(std::move(choice));
  }

  /// Stays valid. Empty while they are under way: a rule that leads back to itself adds none.
  const Choices& choices_of(int slot) {
    const auto [found, added] = choices_.try_emplace(slot);
    if (added) found->second = make_choices(slots_.source(slot));
    return found->second;
  }

  Choices make_choices(const SlotSource& source) {
    switch (source.kind) {
      case SlotSource::Kind::text:
        return {{.text = source.type}};
      case SlotSource::Kind::list:
        return element_choices(source);
      default:
        return source.node.empty() ? hidden_choices(source) : node_choices(source);
    }
  }

  Choices element_choices(const SlotSource& list) {
    const Item item = reader(list).item_of(grammar_.layout_filter.run(list.rule.members[0], list.owner));
    return item.kind == Item::Kind::slot ? choices_of(item.slot) : Choices{{.items = {item}}};
  }

  Choices node_choices(const SlotSource& source) {
    Choices choices;
    for (Items& items : alternatives(source)) {
      const int type = types_.number(source.node, source.named);
      add(choices, {.items = {{.kind = Item::Kind::node, .type = type, .items = std::move(items)}}});
    }
    return choices;
  }

  /// A rule that makes no node is seen through: what fills another slot fills this one.
  Choices hidden_choices(const SlotSource& source) {
    Choices choices;
    for (Items& items : alternatives(source)) {
      if (items.size() == 1 && is_open(items[0])) {
        for (const Choice& choice : choices_of(items[0].slot)) add(choices, choice);
      } else {
        add(choices, {.items = std::move(items)});
      }
    }
    return choices;
  }

  std::vector<Items> alternatives(const SlotSource& source) {
    return reader(source).alternatives(grammar_.layout_filter.run(source.rule, source.owner));
  }

  ExpressionReader reader(const SlotSource& source) { return {source.owner, grammar_, types_, slots_}; }

  /// Whether an item is a slot that is filled once.
  [[nodiscard]] bool is_open(const Item& item) const {
    return item.kind == Item::Kind::slot && !slots_.is_list(item.slot);
  }

  /// Slots that leave no choice are expanded at once.
  Items expanded(const Items& items, int depth = 0) {
    Items all;
    for (const Item& item : items) {
      const Items* only = depth < most_nested ? only_expansion(item) : nullptr;
      if (only != nullptr) {
        std::ranges::move(expanded(*only, depth + 1), std::back_inserter(all));
      } else {
        all.push_back(item);
        all.back().items = expanded(item.items, depth);
      }
    }
    return all;
  }

  const Items* only_expansion(const Item& item) {
    if (!is_open(item)) return nullptr;
    const Choices& choices = choices_of(item.slot);
    return choices.size() == 1 && choices[0].text < 0 ? &choices[0].items : nullptr;
  }

  void fill(int number) {
    const SlotSource& source = slots_.source(number);
    Slot& slot = slots_.slot(number);
    for (const Choice& choice : choices_of(number)) {
      if (choice.text < 0) {
        slot.actions.push_back(actions_.add(expanded(choice.items)));
      } else if (!source.after_text) {
        slot.texts.push_back(choice.text);
        slot.takes[static_cast<std::size_t>(types_.text_kind(choice.text))] = true;
      }
    }
    if (slots_.is_list(number) && source.place >= source.rule.least)
      slot.actions.push_back(TransitionSystem::close);
    if (slot.trailing) slot.actions.push_back(TransitionSystem::close_by_separator);
    std::ranges::sort(slot.actions);
    slot.actions.erase(std::ranges::unique(slot.actions).begin(), slot.actions.end());
  }

  TransitionSystem system() {
    TransitionSystem system;
    system.language_ = &language_;
    system.actions_ = actions_.take();
    system.slots_ = slots_.take();
    system.types_ = types_.types();
    system.text_kinds_ = types_.text_kinds();
    system.type_numbers_ = types_.numbers();
    return system;
  }

  const syntax::Language& language_;
  const Grammar grammar_;
  TypeTable types_;
  SlotTable slots_;
  ActionTable actions_;
  std::map<int, Choices> choices_;  ///< by slot
};

Result<std::shared_ptr<const TransitionSystem>> TransitionSystem::of(const syntax::Language& language) {
  auto rules = parse_rules(language.grammar_json);
  if (!rules) return failure("{}: {}", language.id, rules.error().message);
  return std::make_shared<const TransitionSystem>(Compiler(language, *std::move(rules)).run());
}

}  // namespace treewright::grammar
