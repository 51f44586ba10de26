// What may be generated where: what the parser's precedences and its lexer leave, and all that real code
// uses.
#include "engine/grammar/mask/action_mask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/grammar/transition/derivation.h"
#include "engine/syntax/layout_rules.h"
#include "tests/fixtures/code_rows.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

const TransitionSystem& system() {
  static const auto made = TransitionSystem::of(python()).value();
  return *made;
}

const ActionMask& mask() {
  static const ActionMask made(system());
  return made;
}

int action(std::string_view name) {
  const auto found = std::ranges::find(system().actions(), name, &Action::name);
  EXPECT_NE(found, system().actions().end()) << name;
  return static_cast<int>(found - system().actions().begin());
}

bool allows(std::string_view parent, int position, std::string_view child) {
  const int number = action(parent);
  const int slot =
      system().actions()[static_cast<std::size_t>(number)].slots[static_cast<std::size_t>(position)];
  return mask().allows({slot, 0, position}, {number}, action(child));
}

constexpr std::string_view attribute = "(attribute primary_expression '.' identifier text)";
constexpr std::string_view negation = "(unary_operator '-' primary_expression)";
constexpr std::string_view sum = "(binary_operator primary_expression '+' primary_expression)";
constexpr std::string_view product = "(binary_operator primary_expression '*' primary_expression)";

TEST(ActionMask, LeavesWhatPrecedenceLeaves) {
  EXPECT_FALSE(allows(attribute, 0, negation));
  EXPECT_TRUE(allows(negation, 0, attribute));
  EXPECT_FALSE(allows(product, 0, sum));
  EXPECT_TRUE(allows(sum, 1, product));
  EXPECT_TRUE(allows(sum, 0, sum));
  EXPECT_FALSE(allows(sum, 1, sum));
}

TEST(ActionMask, CountsWhatTheCompilerCounts) {
  const int check = action("(assert_statement 'assert' assert_statement*1)");
  const int list = system().actions()[static_cast<std::size_t>(check)].slots[0];
  const int next = system().slots()[static_cast<std::size_t>(list)].next;
  const auto takes = [&](int slot, int order) {
    const Frontier::Place place{slot, 0, 0, order};
    return mask().allows(place, {check}, action(attribute));
  };
  EXPECT_TRUE(takes(list, 0));
  EXPECT_TRUE(takes(next, 1));
  EXPECT_FALSE(takes(next, 2));
  const int attempt = action("(try_statement 'try' ':' (block block*1) try_statement*1)");
  const int handlers = system().actions()[static_cast<std::size_t>(attempt)].slots[1];
  EXPECT_FALSE(mask().allows({handlers, 0, 1, 0}, {attempt}, TransitionSystem::close));
  EXPECT_TRUE(mask().allows({handlers, 0, 1, 1}, {attempt}, TransitionSystem::close));
}

TEST(ActionMask, TellsNamesFromKeywords) {
  const int call = action("(call primary_expression (argument_list '(' argument_list*1 ')'))");
  const Frontier::Place place{system().actions()[static_cast<std::size_t>(call)].slots[0], 0, 0};
  for (const char* name : {"x", "print", "match", "type"})
    EXPECT_TRUE(mask().allows_name(place, {call}, name)) << name;
  for (const char* keyword : {"if", "lambda", "None"})
    EXPECT_FALSE(mask().allows_name(place, {call}, keyword)) << keyword;
}

TEST(ActionMask, LeavesNothingOfOldVersions) {
  EXPECT_FALSE(allows("(module module*1)", 0, "(print_statement 'print' print_statement*2)"));
}

TEST(ActionMask, NamesInItsDataAreNamesOfActions) {
  for (const std::string_view part : python().layout->read_only) {
    EXPECT_TRUE(std::ranges::any_of(system().actions(), [&](const Action& action) {
      return action.name.find(part) != std::string::npos && action.read_only;
    })) << part;
  }
}

TEST(ActionMask, AllowsWhatRealCodeUses) {
  const Oracle oracle(system());
  std::size_t rows = 0, allowed = 0;
  for (const std::string& code : code_rows()) {
    const auto tree = text::read_code_tree(python(), code);
    if (!tree) continue;
    std::vector<ActionMask::Parent> parents;
    bool all = true;
    const auto steps = oracle.derive(*tree);
    ASSERT_TRUE(steps) << steps.error().message;
    std::map<std::pair<int, int>, int> orders;  // elements so far, by the list's parent and position
    for (const Step& step : *steps) {
      const int order = orders[{step.parent, step.position}]++;
      const Frontier::Place place{step.slot, step.parent, step.position, order};
      const ActionMask::Parent parent =
          step.parent < 0 ? mask().root() : parents[static_cast<std::size_t>(step.parent)];
      const bool name = step.action < 0 && system().text_kind(step.type) == TextKind::name;
      all &= step.action < 0 ? mask().allows_text(place, parent, step.type) &&
                                   (!name || mask().allows_name(place, parent, step.text))
                             : mask().allows(place, parent, step.action);
      parents.push_back(step.action < 0 ? parent : mask().parent(place, parent, step.action));
    }
    ++rows;
    allowed += all ? 1 : 0;
  }
  EXPECT_GE(allowed * 10'000, rows * 9'999) << allowed << " of " << rows;
}

}  // namespace
}  // namespace treewright::grammar
