#include "engine/grammar/mask/mask_builder.h"

#include <algorithm>

#include "engine/grammar/mask/way_writer.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {
namespace {

/// Whether the language's own data leave `child` in the places of `parent`.
bool may_pair(const syntax::LayoutRules& layout, std::string_view parent, std::string_view child) {
  const auto strange = [&](const syntax::Pairing& pairing) {
    return pairing.concerns(child) && !pairing.holds(parent);
  };
  const auto barred = [&](const syntax::Pairing& pairing) {
    return pairing.concerns(child) && pairing.holds(parent);
  };
  return std::ranges::none_of(layout.only_in, strange) && std::ranges::none_of(layout.never_in, barred);
}

bool may_be_named(const syntax::LayoutRules& layout, std::string_view parent, std::string_view name) {
  return std::ranges::none_of(layout.never_named, [&](const syntax::Pairing& pairing) {
    return parent.starts_with(pairing.action) &&
           std::ranges::find(pairing.others, name) != pairing.others.end();
  });
}

/// Asks the parser, breadth first, so that the way to each action is a short one.
class MaskBuilder {
 public:
  MaskBuilder(const TransitionSystem& system, const Shortest& shortest)
      : system_(system),
        shortest_(shortest),
        tables_(system),
        reached_(system_.actions().size()),
        barred_endings_(system_.slots().size() * 2) {}

  MaskTables run() && {
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
    return std::move(tables_);
  }

 private:
  enum class Answer { same, other, broken };
  /// How many fillings of its first slot an action is tried with.
  static constexpr int most_alternatives = 24;

  const Slot& slot(int number) const { return system_.slots()[static_cast<std::size_t>(number)]; }
  const std::vector<Filling>& fillings(int slot) const { return shortest_.fillings(slot); }

  /// A slot and, where it begins a list, the places that follow.
  std::vector<int> places_of(int first) const {
    std::vector<int> places{first};
    for (std::size_t i = 0; i < places.size(); ++i) {
      for (const int next : {slot(places[i]).next, slot(places[i]).after_text}) {
        if (next != Slot::no_list && std::ranges::find(places, next) == places.end()) places.push_back(next);
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
      tables_.ending(way.actions.back(), way.positions.back(), place, action) = allowed;
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
      auto allowed = tables_.element(parent, position, filling.action);
      const int first = allowed ? -1 : first_that_serves(way, filling);
      if (first < 0) continue;
      allowed = true;
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
    for (const auto& [word, number] : tables_.keywords()) {
      if (!may_be_named(*system_.language().layout, parent, word)) continue;
      if (ask(way, {.filling = {-1, *type}, .text = word}) == Answer::same)
        tables_.name(way.actions.back(), way.positions.back(), number) = true;
    }
  }

  Answer ask(const Way& way, const Target& target) {
    const text::CodeTree tree = WayWriter(system_, shortest_, barred_endings_, way, target).run();
    const auto code = text::write_code(system_.language(), tree);
    if (!code) return Answer::broken;
    const auto again = text::read_code_tree(system_.language(), *code);
    if (!again) return Answer::broken;
    return *again == tree ? Answer::same : Answer::other;
  }

  const TransitionSystem& system_;
  const Shortest& shortest_;
  MaskTables tables_;
  std::vector<Way> ways_;  ///< to the actions that were reached
  std::vector<bool> reached_;
  std::vector<bool> barred_endings_;
};

}  // namespace

MaskTables ask_parser(const TransitionSystem& system, const Shortest& shortest) {
  return MaskBuilder(system, shortest).run();
}

}  // namespace treewright::grammar
