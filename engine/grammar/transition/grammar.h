#pragma once
// A language's grammar as the compiler of the transition system reads it. Internal to that.

#include <utility>

#include "engine/grammar/transition/layout_filter.h"
#include "engine/grammar/transition/lexicon.h"
#include "engine/grammar/transition/rules.h"
#include "engine/syntax/language.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {

struct Grammar {
  Grammar(const syntax::Language& language, Rules parsed)
      : layout(*language.layout), layout_filter(layout), rules(std::move(parsed)), lexicon(language, rules) {}
  Grammar(const Grammar&) = delete;  // the lexicon reads this one's rules
  Grammar& operator=(const Grammar&) = delete;

  const syntax::LayoutRules& layout;
  LayoutFilter layout_filter;
  Rules rules;
  Lexicon lexicon;
};

}  // namespace treewright::grammar
