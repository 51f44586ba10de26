#include "tests/engine/grammar/mask/random_derivation.h"

#include <algorithm>

#include "engine/grammar/content.h"
#include "engine/grammar/transition/frontier.h"

namespace treewright::grammar {

std::vector<Step> RandomDerivations::next(std::size_t length) {
  std::vector<ActionMask::Parent> parents;  // by step
  std::vector<Step> steps;
  Frontier frontier(system_);
  for (Stack stack = frontier.start(); stack != 0;) {
    const Frontier::Place place = frontier.top(stack);
    const ActionMask::Parent parent =
        place.parent < 0 ? mask_.root(around_) : parents[static_cast<std::size_t>(place.parent)];
    const Filling filling =
        steps.size() < length ? choose(mask_.fillings(place, parent)) : mask_.shortest(place, parent);
    steps.push_back({filling.action, filling.text, {}, place.slot, place.parent, place.position});
    parents.push_back(filling.action < 0 ? parent : mask_.parent(place, parent, filling.action));
    if (filling.action >= 0) {
      stack = frontier.apply(stack, filling.action, static_cast<int>(steps.size()) - 1);
    } else {
      steps.back().text = text(place, parent, filling.text);
      stack = frontier.write_text(stack);
    }
  }
  return steps;
}

/// Texts and ends more often than each of the many actions.
Filling RandomDerivations::choose(const std::vector<Filling>& all) {
  const auto is_text = [](const Filling& filling) { return filling.text >= 0; };
  const auto text = std::ranges::find_if(all, is_text);
  if (text != all.end() && chance(40)) return *text;
  const auto close = std::ranges::find(all, TransitionSystem::close, &Filling::action);
  if (close != all.end() && chance(30)) return *close;
  return all[random_() % all.size()];
}

std::string RandomDerivations::text(const Frontier::Place& place, const ActionMask::Parent& parent,
                                    int type) {
  const auto found = pool_.find(system_.type(type).name);
  if (found == pool_.end()) return std::string(system_.sample_text(type));
  const TextKind kind = system_.text_kind(type);
  const Literal& literal = system_.slots()[static_cast<std::size_t>(place.slot)].literal;
  std::vector<std::string> texts = found->second;
  std::erase_if(texts, [&](const std::string& text) {
    return (kind == TextKind::name && !mask_.allows_name(place, parent, text)) ||
           (kind == TextKind::content && !is_content(literal, text));
  });
  return texts[random_() % texts.size()];
}

}  // namespace treewright::grammar
