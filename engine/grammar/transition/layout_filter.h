#pragma once
// A grammar's rules without what only layout tells apart (syntax::LayoutRules), as text::read_code_tree reads
// trees. Internal to the compiler of the transition system.

#include <span>
#include <string>
#include <string_view>

#include "engine/grammar/transition/rules.h"
#include "engine/syntax/layout_rules.h"

namespace treewright::grammar {

class LayoutFilter {
 public:
  explicit LayoutFilter(const syntax::LayoutRules& layout) : layout_(layout) {}

  /// `rule`, which stands in the rule `owner` of the grammar.
  [[nodiscard]] Rule run(Rule rule, std::string_view owner) const;
  /// Whether few texts of a terminal are known, each of which is a leaf of its own.
  [[nodiscard]] bool is_closed(std::string_view terminal) const { return !closed_texts(terminal).empty(); }

 private:
  [[nodiscard]] std::span<const std::string_view> closed_texts(std::string_view terminal) const;
  [[nodiscard]] Rule closed_choice(const std::string& terminal) const;
  [[nodiscard]] bool is_nothing(const Rule& rule, std::string_view owner) const;
  [[nodiscard]] bool opens_literal(const Rule& rule) const;
  [[nodiscard]] Rule by_prefix(const Rule& literal) const;
  [[nodiscard]] Rule filled_by(Rule rule, std::string_view prefix) const;
  [[nodiscard]] Rule without_twins(Rule choice, std::string_view owner) const;

  const syntax::LayoutRules& layout_;
};

}  // namespace treewright::grammar
