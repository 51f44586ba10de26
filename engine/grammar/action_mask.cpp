#include "engine/grammar/action_mask.h"

#include <algorithm>
#include <cctype>

#include "engine/grammar/way_writer.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {
namespace {

bool contains(const std::vector<int>& numbers, int number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

void collect_words(const Items& items, std::unordered_map<std::string, std::size_t>& words) {
  for (const Item& item : items) {
    const unsigned char first = item.text.empty() ? 0 : static_cast<unsigned char>(item.text[0]);
    if (std::isalpha(first) != 0 || first == '_') words.emplace(item.text, words.size());
    collect_words(item.items, words);
  }
}

bool is_one_of(syntax::Words parts, std::string_view name) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return name.find(part) != name.npos; });
}

bool is_part_of(std::string_view name, std::string_view part) { return name.find(part) != name.npos; }

/// Whether the language's own data leave `child` in the places of `parent`.
bool may_pair(const syntax::LayoutRules& layout, std::string_view parent, std::string_view child) {
  const auto strange = [&](const syntax::Pairing& pairing) {
    return is_part_of(child, pairing.action) && !is_one_of(pairing.others, parent);
  };
  const auto barred = [&](const syntax::Pairing& pairing) {
    return is_part_of(child, pairing.action) && is_one_of(pairing.others, parent);
  };
  return std::ranges::none_of(layout.only_in, strange) && std::ranges::none_of(layout.never_in, barred);
}

bool may_be_named(const syntax::LayoutRules& layout, std::string_view parent, std::string_view name) {
  return std::ranges::none_of(layout.never_named, [&](const syntax::Pairing& pairing) {
    return parent.starts_with(pairing.action) &&
           std::ranges::find(pairing.others, name) != pairing.others.end();
  });
}

/// Whether an expansion's text begins with a slot's.
bool begins_with_slot(const Items& items) {
  if (items.empty() || items[0].kind == Item::Kind::leaf) return false;
  return items[0].kind == Item::Kind::slot || begins_with_slot(items[0].items);
}

}  // namespace

/// Asks the parser, breadth first, so that the way to each action is a short one.
class MaskBuilder {
 public:
  explicit MaskBuilder(ActionMask& mask)
      : mask_(mask),
        system_(mask.system_),
        reached_(system_.actions().size()),
        barred_endings_(system_.slots().size() * 2) {}

  void run() {
    ways_.push_back({{system_.slots()[TransitionSystem::root].actions.front()}, {}, {0}});
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      const Way way = ways_[i];
      const std::vector<int>& slots = system_.actions()[static_cast<std::size_t>(way.actions.back())].slots;
      for (std::size_t position = 0; position < slots.size(); ++position) {
        Way to_place = way;
        to_place.positions.push_back(static_cast<int>(position));
        const std::vector<int> places = places_of(slots[position]);
        for (const int place : places) try_endings(to_place, place);
        for (const int place : places) try_elements(to_place, place);
        for (const int place : places) try_names(to_place, place);
      }
    }
    find_lengths();
  }

 private:
  enum class Answer { same, other, broken };
  /// How many fillings of its first slot an action is tried with.
  static constexpr int most_alternatives = 24;

  const Slot& slot(int number) const { return system_.slots()[static_cast<std::size_t>(number)]; }
  const std::vector<Filling>& fillings(int slot) const { return mask_.shortest_.fillings(slot); }

  /// A slot and, where it begins a list, the places that follow.
  std::vector<int> places_of(int first) const {
    std::vector<int> places{first};
    for (std::size_t i = 0; i < places.size(); ++i) {
      for (const int next : {slot(places[i]).next, slot(places[i]).after_text}) {
        if (next != Slot::no_list && !contains(places, next)) places.push_back(next);
      }
    }
    return places;
  }

  void try_endings(const Way& way, int place) {
    std::vector<std::size_t> barred;
    bool ends = false;
    for (const int action : slot(place).actions) {
      if (!TransitionSystem::closes(action)) continue;
      const bool allowed = ask(way, {.filling = {action}, .slot = place}) == Answer::same;
      mask_.endings_[mask_.ending(way.actions.back(), way.positions.back(), place, action)] = allowed;
      const auto at = static_cast<std::size_t>(place * 2 + action);
      barred_endings_[at] = false;
      ends |= allowed;
      if (!allowed) barred.push_back(at);
    }
    // A list that ends nowhere else must end here, or would not end.
    if (!ends && slot(place).next == place) return;
    for (const std::size_t at : barred) barred_endings_[at] = true;
  }

  void try_elements(const Way& way, int place) {
    const int parent = way.actions.back(), position = way.positions.back();
    for (const Filling& filling : fillings(place)) {
      if (filling.action < 0 || TransitionSystem::closes(filling.action)) continue;
      const std::size_t at = mask_.element(parent, position, filling.action);
      const int first = mask_.elements_[at] ? -1 : first_that_serves(way, filling);
      if (first < 0) continue;
      mask_.elements_[at] = true;
      if (reached_[static_cast<std::size_t>(filling.action)]) continue;
      reached_[static_cast<std::size_t>(filling.action)] = true;
      ways_.push_back(way);
      ways_.back().actions.push_back(filling.action);
      ways_.back().firsts.push_back(first);
    }
  }

  /// -1 where the filling never comes back. What is read as something else may yet come back with another
  /// first part: `x: a[b]` is a generic type, `x: a.b[c]` is a subscript.
  int first_that_serves(const Way& way, const Filling& filling) {
    const Action& action = system_.actions()[static_cast<std::size_t>(filling.action)];
    const std::string& parent = system_.actions()[static_cast<std::size_t>(way.actions.back())].name;
    if (!may_pair(*system_.language().layout, parent, action.name)) return -1;
    const auto count = action.slots.empty() ? 0 : static_cast<int>(fillings(action.slots.front()).size());
    Target target{.filling = filling};
    Answer answer = ask(way, target);
    while (answer == Answer::other && ++target.first < std::min(count, most_alternatives))
      answer = ask(way, target);
    return answer == Answer::same ? target.first : -1;
  }

  void try_names(const Way& way, int place) {
    const auto type = std::ranges::find(slot(place).texts, TextKind::name,
                                        [&](int text) { return system_.text_kind(text); });
    if (type == slot(place).texts.end()) return;
    const std::string& parent = system_.actions()[static_cast<std::size_t>(way.actions.back())].name;
    for (const auto& [word, number] : mask_.keywords_) {
      if (!may_be_named(*system_.language().layout, parent, word)) continue;
      if (ask(way, {.filling = {-1, *type}, .text = word}) == Answer::same)
        mask_.names_[mask_.name(way.actions.back(), way.positions.back(), number)] = true;
    }
  }

  /// Steps fall until they are right. An action that cannot be brought to an end is of no use.
  void find_lengths() {
    std::vector<unsigned>& lengths = mask_.lengths_;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t action = 0; action < lengths.size(); ++action) {
        const unsigned found = length(static_cast<int>(action));
        changed |= found < lengths[action];
        lengths[action] = std::min(lengths[action], found);
      }
    }
    for (std::size_t at = 0; at < mask_.elements_.size(); ++at) {
      if (lengths[at % lengths.size()] == ActionMask::never) mask_.elements_[at] = false;
    }
  }

  unsigned length(int action) const {
    const std::vector<int>& slots = system_.actions()[static_cast<std::size_t>(action)].slots;
    unsigned sum = 1;
    for (std::size_t i = 0; i < slots.size(); ++i)
      sum += mask_.length({slots[i], 0, static_cast<int>(i)}, {action});
    return std::min(sum, ActionMask::never);
  }

  Answer ask(const Way& way, const Target& target) {
    const text::CodeTree tree = WayWriter(system_, mask_.shortest_, barred_endings_, way, target).run();
    const auto code = text::write_code(system_.language(), tree);
    if (!code) return Answer::broken;
    const auto again = text::read_code_tree(system_.language(), *code);
    if (!again) return Answer::broken;
    return *again == tree ? Answer::same : Answer::other;
  }

  ActionMask& mask_;
  const TransitionSystem& system_;
  std::vector<Way> ways_;  ///< to the actions that were reached
  std::vector<bool> reached_;
  std::vector<bool> barred_endings_;
};

ActionMask::ActionMask(const TransitionSystem& system) : system_(system), shortest_(system) {
  std::size_t places = 0;
  for (const Action& action : system.actions()) {
    first_place_.push_back(places);
    places += action.slots.size();
    collect_words(action.items, keywords_);
  }
  find_narrow();
  elements_.resize(places * system.actions().size());
  names_.resize(places * keywords_.size());
  endings_.resize(places * most_places * 2);
  lengths_.resize(system.actions().size(), never);
  MaskBuilder(*this).run();
}

/// What only_takes says of each action.
void ActionMask::find_narrow() {
  const auto& only_takes = system_.language().layout->only_takes;
  taken_.resize(only_takes.size());
  for (const Action& action : system_.actions()) {
    narrow_.push_back(anything);
    begins_.push_back(begins_with_slot(action.items));
    for (std::size_t i = 0; i < only_takes.size(); ++i) {
      if (is_part_of(action.name, only_takes[i].action)) narrow_.back() = static_cast<int>(i);
      taken_[i].push_back(is_one_of(only_takes[i].others, action.name));
    }
  }
}

int ActionMask::taken_in(const Parent& parent, int position) const {
  const auto action = static_cast<std::size_t>(parent.action);
  if (narrow_[action] != anything) return narrow_[action];
  return position == 0 && begins_[action] ? parent.place_takes : anything;
}

bool ActionMask::allows(const Frontier::Place& place, const Parent& parent, int action) const {
  if (TransitionSystem::closes(action))
    return endings_[ending(parent.action, place.position, place.slot, action)];
  const int taken = taken_in(parent, place.position);
  if (taken != anything && !taken_[static_cast<std::size_t>(taken)][static_cast<std::size_t>(action)])
    return false;
  return elements_[element(parent.action, place.position, action)];
}

bool ActionMask::allows_name(const Frontier::Place& place, const Parent& parent,
                             std::string_view name) const {
  const auto keyword = keywords_.find(std::string(name));
  return keyword == keywords_.end() || names_[this->name(parent.action, place.position, keyword->second)];
}

std::vector<Filling> ActionMask::fillings(const Frontier::Place& place, const Parent& parent) const {
  std::vector<Filling> allowed = shortest_.fillings(place.slot);
  std::erase_if(allowed, [&](const Filling& filling) {
    return filling.action >= 0 && !allows(place, parent, filling.action);
  });
  return allowed;
}

Filling ActionMask::shortest(const Frontier::Place& place, const Parent& parent) const {
  const std::vector<Filling> allowed = fillings(place, parent);
  return *std::ranges::min_element(allowed, {},
                                   [&](const Filling& filling) { return length(place, parent, filling); });
}

unsigned ActionMask::length(const Frontier::Place& place, const Parent& parent) const {
  unsigned least = never;
  for (const Filling& filling : shortest_.fillings(place.slot)) {
    if (filling.text >= 0 || allows(place, parent, filling.action))
      least = std::min(least, length(place, parent, filling));
  }
  return least;
}

unsigned ActionMask::length(const Frontier::Place& place, const Parent& parent,
                            const Filling& filling) const {
  if (TransitionSystem::closes(filling.action)) return 1;
  const unsigned element = filling.text >= 0 ? 1 : lengths_[static_cast<std::size_t>(filling.action)];
  const int next = system_.slots()[static_cast<std::size_t>(place.slot)].next_after(filling.text >= 0);
  if (next == Slot::no_list || element == never) return element;
  // Where the list stays at this place, it can end here or never.
  const auto ends = [&](int action) {
    return TransitionSystem::closes(action) && endings_[ending(parent.action, place.position, next, action)];
  };
  if (std::ranges::any_of(system_.slots()[static_cast<std::size_t>(next)].actions, ends)) return element + 1;
  if (next == place.slot) return never;
  return std::min(never, element + length({next, place.parent, place.position}, parent));
}

}  // namespace treewright::grammar
