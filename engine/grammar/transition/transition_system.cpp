#include "engine/grammar/transition/transition_system.h"

#include <algorithm>

#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {

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

}  // namespace treewright::grammar
