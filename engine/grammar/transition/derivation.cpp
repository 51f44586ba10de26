#include "engine/grammar/transition/derivation.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

/// What is still to be written: an item, or the end of a node.
struct Pending {
  const Item* item = nullptr;  ///< nullptr: the node ends here
  std::uint32_t end = 0;  ///< of that node, in the tree that is read, or its number in the one that is built
  int step = -1;          ///< whose action made the item
  int slot = 0;           ///< of a slot: where a list goes on, not the item's own
};

void push_items(std::vector<Pending>& pending, const Items& items, int step) {
  for (std::size_t i = items.size(); i-- > 0;) pending.push_back({&items[i], 0, step, items[i].slot});
}

}  // namespace

Oracle::Oracle(const TransitionSystem& system) : system_(system) {
  for (const Slot& slot : system.slots()) {
    ByFirst& by_first = by_first_.emplace_back();
    for (const int action : slot.actions) {
      const Items& items = system.actions()[static_cast<std::size_t>(action)].items;
      if (TransitionSystem::closes(action)) continue;
      if (items.empty() || items[0].kind == Item::Kind::slot) {
        by_first.others.push_back(action);
      } else {
        by_first.actions[items[0].type].push_back(action);
      }
    }
  }
}

/// One derivation under way: the system's machine, and before each choice a look at the nodes ahead.
class Derivation {
 public:
  Derivation(const Oracle& oracle, const text::CodeTree& tree)
      : oracle_(oracle), system_(oracle.system_), tree_(tree), writers_(tree.size(), -1) {
    for (const text::CodeNode& node : tree) types_.push_back(system_.type_number(node.type, node.named));
  }

  Result<std::vector<Step>> run(std::vector<int>* writers) {
    const auto& root = system_.slots()[TransitionSystem::root];
    push_items(pending_, system_.actions()[static_cast<std::size_t>(root.actions.front())].items, -1);
    ends_.push_back(static_cast<std::uint32_t>(tree_.size()));
    while (!pending_.empty()) {
      const Pending next = pending_.back();
      pending_.pop_back();
      if (!write(next)) return stuck();
    }
    if (at_ < tree_.size()) return stuck();
    if (writers != nullptr) *writers = std::move(writers_);
    return std::move(steps_);
  }

 private:
  /// A sequence of items that nodes are held against.
  struct Chain {
    const Item* item;
    int slot;   ///< of a slot: where the list stands
    bool deep;  ///< look at a node's children too
    const Chain* next;
  };
  /// What a slot becomes.
  struct Choice {
    int action = -1;
    int text = -1;
  };

  tl::unexpected<Error> stuck() const {
    const std::string_view node = at_ < tree_.size() ? tree_[at_].type : std::string_view("the end");
    return failure("code: no rule of the grammar package writes \"{}\" there (node {})", node, at_);
  }

  bool write(const Pending& next) {
    if (next.item == nullptr) {
      ends_.pop_back();
      return at_ == next.end;
    }
    if (next.item->kind == Item::Kind::slot) return fill(next);
    if (!is(*next.item, at_, ends_.back())) return false;
    if (next.item->kind == Item::Kind::node) {
      ends_.push_back(tree_[at_].end);
      pending_.push_back({nullptr, tree_[at_].end, -1, 0});
      push_items(pending_, next.item->items, next.step);
    }
    pass_node(next.step);
    return true;
  }

  void pass_node(int writer) { writers_[at_++] = writer; }

  bool fill(const Pending& place) {
    const Slot& slot = system_.slots()[static_cast<std::size_t>(place.slot)];
    const Choice choice = choose(place, slot);
    if (choice.action < 0 && choice.text < 0) return false;
    const auto number = static_cast<int>(steps_.size());
    steps_.push_back({choice.action, choice.text, {}, place.slot, place.step, place.item->position});
    if (TransitionSystem::closes(choice.action)) {
      if (choice.action == TransitionSystem::close_by_separator) pass_node(number);
      return true;
    }
    const int next = slot.next_after(choice.text >= 0);
    if (next != Slot::no_list) pending_.push_back({place.item, 0, place.step, next});
    if (slot.separator >= 0) pass_node(number);
    if (choice.text >= 0) {
      steps_.back().text = tree_[at_].text;
      pass_node(number);
    } else {
      push_items(pending_, system_.actions()[static_cast<std::size_t>(choice.action)].items, number);
    }
    return true;
  }

  /// The first choice that the nodes ahead bear out; those beyond what it writes itself are only looked at
  /// where several do.
  Choice choose(const Pending& place, const Slot& slot) const {
    const std::uint32_t end = ends_.back();
    std::vector<Choice> fitting;
    const bool separated = slot.separator < 0 || (at_ < end && types_[at_] == slot.separator);
    if (separated) add_elements(place.slot, at_ + (slot.separator >= 0 ? 1 : 0), fitting);
    for (const int action : slot.actions) {
      if (action == TransitionSystem::close) fitting.push_back({action});
      if (action == TransitionSystem::close_by_separator && separated) fitting.push_back({action});
    }
    if (fitting.empty()) return {};
    for (const Choice& choice : fitting) {
      if (&choice == &fitting.back() || leads_to_end(place, slot, choice)) return choice;
    }
    return {};
  }

  void add_elements(int slot, std::uint32_t from, std::vector<Choice>& fitting) const {
    const auto& by_first = oracle_.by_first_[static_cast<std::size_t>(slot)];
    const std::uint32_t end = ends_.back();
    if (from < end) {
      for (const int text : system_.slots()[static_cast<std::size_t>(slot)].texts) {
        if (takes_text(text, from)) fitting.push_back({-1, text});
      }
      if (const auto found = by_first.actions.find(types_[from]); found != by_first.actions.end())
        add_fitting(found->second, from, fitting);
    }
    add_fitting(by_first.others, from, fitting);
  }

  void add_fitting(const std::vector<int>& actions, std::uint32_t from, std::vector<Choice>& fitting) const {
    for (const int action : actions) {
      const Items& items = system_.actions()[static_cast<std::size_t>(action)].items;
      if (match_items(items, true, nullptr, from, ends_.back(), true)) fitting.push_back({action});
    }
  }

  /// Whether the rest of the node under way can follow `choice`.
  bool leads_to_end(const Pending& place, const Slot& slot, const Choice& choice) const {
    std::vector<Chain> rest;
    rest.reserve(pending_.size() + 1);
    const int next = slot.next_after(choice.text >= 0);
    if (!TransitionSystem::closes(choice.action) && next != Slot::no_list)
      rest.push_back({place.item, next, false, nullptr});
    for (std::size_t i = pending_.size(); i-- > 0 && pending_[i].item != nullptr;)
      rest.push_back({pending_[i].item, pending_[i].slot, false, nullptr});
    for (std::size_t i = 1; i < rest.size(); ++i) rest[i - 1].next = &rest[i];
    const Chain* chain = rest.empty() ? nullptr : rest.data();
    std::uint32_t from = at_ + (slot.separator >= 0 ? 1 : 0);
    if (choice.action == TransitionSystem::close) from = at_;
    if (TransitionSystem::closes(choice.action)) return match(chain, from, ends_.back(), false);
    if (choice.text >= 0) return match(chain, from + 1, ends_.back(), false);
    return match_items(system_.actions()[static_cast<std::size_t>(choice.action)].items, true, chain, from,
                       ends_.back(), false);
  }

  bool is(const Item& item, std::uint32_t at, std::uint32_t end) const {
    if (at >= end || types_[at] != item.type) return false;
    return item.kind == Item::Kind::node || (is_leaf(at) && tree_[at].text == item.text);
  }
  bool is_leaf(std::uint32_t at) const { return tree_[at].end == at + 1; }
  bool takes_text(int type, std::uint32_t at) const { return types_[at] == type && is_leaf(at); }

  bool match_items(const Items& items, bool deep, const Chain* after, std::uint32_t at, std::uint32_t end,
                   bool partly) const {
    std::vector<Chain> chain(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      chain[i] = {&items[i], items[i].slot, deep, i + 1 < items.size() ? &chain[i + 1] : after};
    return match(items.empty() ? after : chain.data(), at, end, partly);
  }

  /// Whether the nodes from `at` to `end` can be what `chain` writes; `partly`: or begin with it.
  bool match(const Chain* chain, std::uint32_t at, std::uint32_t end, bool partly) const {
    if (chain == nullptr) return partly || at == end;
    const Item& item = *chain->item;
    if (item.kind == Item::Kind::slot) return match_slot(*chain, at, end, partly);
    if (!is(item, at, end)) return false;
    if (item.kind == Item::Kind::node && chain->deep &&
        !match_items(item.items, true, nullptr, at + 1, tree_[at].end, false))
      return false;
    return match(chain->next, tree_[at].end, end, partly);
  }

  bool match_slot(const Chain& chain, std::uint32_t at, std::uint32_t end, bool partly) const {
    const Slot& slot = system_.slots()[static_cast<std::size_t>(chain.slot)];
    if (slot.next != Slot::no_list) return match_list(chain, at, end, partly);
    return match_element(chain.slot, chain.next, at, end, partly);
  }

  bool match_element(int slot, const Chain* after, std::uint32_t at, std::uint32_t end, bool partly) const {
    const auto& by_first = oracle_.by_first_[static_cast<std::size_t>(slot)];
    const bool aliased = system_.slots()[static_cast<std::size_t>(slot)].aliased;
    const auto fits = [&](int action) {
      const Items& items = system_.actions()[static_cast<std::size_t>(action)].items;
      return match_items(items, aliased, after, at, end, partly);
    };
    if (at < end) {
      for (const int text : system_.slots()[static_cast<std::size_t>(slot)].texts) {
        if (takes_text(text, at) && match(after, at + 1, end, partly)) return true;
      }
      if (const auto found = by_first.actions.find(types_[at]); found != by_first.actions.end()) {
        // Actions that write one node of the type are all the same from here.
        bool one_node = false;
        for (const int action : found->second) {
          const bool single = system_.actions()[static_cast<std::size_t>(action)].items.size() == 1;
          if ((!single || !one_node || aliased) && fits(action)) return true;
          one_node |= single;
        }
      }
    }
    return std::ranges::any_of(by_first.others, fits);
  }

  /// Elements of one node are passed in a loop: lists may be long.
  bool match_list(const Chain& chain, std::uint32_t at, std::uint32_t end, bool partly) const {
    int slot = chain.slot;
    std::vector<std::pair<int, std::uint32_t>> places{{slot, at}};
    while (passes_element(slot, at, end)) places.emplace_back(slot, at);
    for (std::size_t i = places.size(); i-- > 0;) {
      if (ends_list(places[i], chain.next, end, partly)) return true;
      if (goes_on_otherwise(places[i], chain, end, partly)) return true;
    }
    return false;
  }

  bool passes_element(int& slot, std::uint32_t& at, std::uint32_t end) const {
    const Slot& place = system_.slots()[static_cast<std::size_t>(slot)];
    std::uint32_t from = at;
    if (place.separator >= 0) {
      if (from >= end || types_[from] != place.separator) return false;
      ++from;
    }
    if (from >= end) return false;
    const bool text = std::ranges::any_of(place.texts, [&](int type) { return takes_text(type, from); });
    if (!text && !takes_one_node(slot, from)) return false;
    slot = place.next_after(text);
    at = tree_[from].end;
    return true;
  }

  bool takes_one_node(int slot, std::uint32_t at) const {
    const auto& by_first = oracle_.by_first_[static_cast<std::size_t>(slot)].actions;
    const auto found = by_first.find(types_[at]);
    return found != by_first.end() && std::ranges::any_of(found->second, [&](int action) {
             const Items& items = system_.actions()[static_cast<std::size_t>(action)].items;
             return items.size() == 1 && is(items[0], at, at + 1);
           });
  }

  bool ends_list(std::pair<int, std::uint32_t> at, const Chain* after, std::uint32_t end, bool partly) const {
    const Slot& place = system_.slots()[static_cast<std::size_t>(at.first)];
    const bool may_end = std::ranges::find(place.actions, TransitionSystem::close) != place.actions.end();
    if (may_end && match(after, at.second, end, partly)) return true;
    return place.trailing && at.second < end && types_[at.second] == place.separator &&
           match(after, at.second + 1, end, partly);
  }

  /// With an element of several nodes, or of none that shows.
  bool goes_on_otherwise(std::pair<int, std::uint32_t> at, const Chain& list, std::uint32_t end,
                         bool partly) const {
    const Slot& place = system_.slots()[static_cast<std::size_t>(at.first)];
    const Chain more{list.item, place.next, false, list.next};
    std::uint32_t from = at.second;
    if (place.separator >= 0) {
      if (from >= end || types_[from] != place.separator) return false;
      ++from;
    }
    const auto several = [&](int action) {
      const Items& items = system_.actions()[static_cast<std::size_t>(action)].items;
      if (items.empty() && place.next == at.first && place.separator < 0) return false;  // for ever
      return items.size() != 1 && match_items(items, false, &more, from, end, partly);
    };
    const auto& by_first = oracle_.by_first_[static_cast<std::size_t>(at.first)];
    if (from < end) {
      const auto found = by_first.actions.find(types_[from]);
      if (found != by_first.actions.end() && std::ranges::any_of(found->second, several)) return true;
    }
    return std::ranges::any_of(by_first.others, several);
  }

  const Oracle& oracle_;
  const TransitionSystem& system_;
  const text::CodeTree& tree_;
  std::vector<int> types_;    ///< by node
  std::vector<int> writers_;  ///< likewise: steps
  std::uint32_t at_ = 0;      ///< next node to be written
  std::vector<Pending> pending_;
  std::vector<std::uint32_t> ends_;  ///< of the nodes under way
  std::vector<Step> steps_;
};

Result<std::vector<Step>> Oracle::derive(const text::CodeTree& tree, std::vector<int>* writers) const {
  return Derivation(*this, tree).run(writers);
}

namespace {

/// The system's machine, writing nodes.
class TreeBuilder {
 public:
  TreeBuilder(const TransitionSystem& system, const std::vector<Step>& steps)
      : system_(system), steps_(steps) {}

  text::CodeTree run() {
    const auto& root = system_.slots()[TransitionSystem::root];
    push_items(pending_, system_.actions()[static_cast<std::size_t>(root.actions.front())].items, -1);
    while (!pending_.empty()) {
      const Pending next = pending_.back();
      pending_.pop_back();
      if (next.item == nullptr) {
        close_node(next.end);
      } else if (next.item->kind != Item::Kind::slot) {
        write(*next.item);
      } else if (at_ < steps_.size()) {
        fill(next, steps_[at_++]);
      }
    }
    return std::move(tree_);
  }

 private:
  void close_node(std::uint32_t number) { tree_[number].end = static_cast<std::uint32_t>(tree_.size()); }

  void write(const Item& item) {
    const auto number = static_cast<std::uint32_t>(tree_.size());
    add(item.type, item.text);
    if (item.kind == Item::Kind::leaf) return;
    pending_.push_back({nullptr, number, -1, 0});
    push_items(pending_, item.items, -1);
  }

  void fill(const Pending& place, const Step& step) {
    const Slot& slot = system_.slots()[static_cast<std::size_t>(place.slot)];
    if (step.action == TransitionSystem::close) return;
    if (slot.separator >= 0) add(slot.separator, std::string(system_.type(slot.separator).name));
    if (step.action == TransitionSystem::close_by_separator) return;
    const int next = slot.next_after(step.action < 0);
    if (next != Slot::no_list) pending_.push_back({place.item, 0, -1, next});
    if (step.action >= 0) {
      push_items(pending_, system_.actions()[static_cast<std::size_t>(step.action)].items, -1);
    } else {
      add(step.type, step.text);
    }
  }

  void add(int type, const std::string& text) {
    const Type& of = system_.type(type);
    tree_.push_back({of.name, of.named, static_cast<std::uint32_t>(tree_.size() + 1), text});
  }

  const TransitionSystem& system_;
  const std::vector<Step>& steps_;
  std::size_t at_ = 0;
  std::vector<Pending> pending_;
  text::CodeTree tree_;
};

}  // namespace

text::CodeTree build_tree(const TransitionSystem& system, const std::vector<Step>& steps) {
  return TreeBuilder(system, steps).run();
}

}  // namespace treewright::grammar
