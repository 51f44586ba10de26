// Code goes into trees, steps and back unchanged.
#include "engine/grammar/transition/derivation.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/grammar/transition/frontier.h"
#include "tests/fixtures/code_rows.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

const TransitionSystem& system() {
  static const auto made = TransitionSystem::of(python()).value();
  return *made;
}

std::string names_of(const std::vector<Step>& steps) {
  std::string names;
  for (const Step& step : steps) {
    if (!names.empty()) names += "\n";
    names += step.action < 0 ? "\"" + step.text + "\""
                             : system().actions()[static_cast<std::size_t>(step.action)].name;
  }
  return names;
}

std::string derived(std::string_view code) {
  const auto tree = text::read_code_tree(python(), code);
  if (!tree) return tree.error().message;
  const auto steps = Oracle(system()).derive(*tree);
  return steps ? names_of(*steps) : steps.error().message;
}

TEST(Derivation, ExpandsTheLeftmostSlotAndGeneratesTextsInPlace) {
  EXPECT_EQ(derived("x = f(a, 'b c')"),
            "(expression_statement assignment)\n"
            "(assignment _left_hand_side '=' _right_hand_side)\n"
            "\"x\"\n"
            "(call primary_expression (argument_list '(' argument_list*1 ')'))\n"
            "\"f\"\n"
            "\"a\"\n"
            "(string string_start:'' string*1 string_end:'')\n"
            "\"b c\"\n"
            "close\n"
            "close\n"
            "close");
}

TEST(Derivation, LeavesOutWhatOnlyLayoutTellsApart) {
  const std::string plain = derived("if a not in b:\n    f(x)\n    return (a, b)\n");
  EXPECT_EQ(derived("if a not in b: f( x, ); return (a, b,)"), plain);
  EXPECT_NE(derived("if a not in b: f( x, ); return (a,)"), plain);
}

TEST(Derivation, NamesTheNodeThatTheSystemCannotWrite) {
  text::CodeTree tree = text::read_code_tree(python(), "x = 1").value();
  tree[1].type = "nothing";
  EXPECT_EQ(Oracle(system()).derive(tree).error().message,
            "code: no rule of the grammar package writes \"nothing\" there (node 1)");
}

TEST(Derivation, OfRealCodeBuildsTheSameTree) {
  const Oracle oracle(system());
  std::size_t whole = 0;
  for (const std::string& code : code_rows()) {
    const auto tree = text::read_code_tree(python(), code);
    if (!tree) continue;
    ++whole;
    const auto steps = oracle.derive(*tree);
    ASSERT_TRUE(steps) << code << "\n" << steps.error().message;
    EXPECT_EQ(build_tree(system(), *steps), *tree) << code;
  }
  EXPECT_GT(whole, 1500U);
}

/// The frontier, which knows nothing of the tree, must meet the same slots.
TEST(Frontier, FollowsDerivations) {
  const Oracle oracle(system());
  for (const std::string& code : code_rows()) {
    const auto tree = text::read_code_tree(python(), code);
    if (!tree) continue;
    Frontier frontier(system());
    Stack stack = frontier.start();
    int number = 0;
    const std::vector<Step> steps = oracle.derive(*tree).value();
    for (const Step& step : steps) {
      ASSERT_NE(stack, 0U) << code;
      const Frontier::Place& place = frontier.top(stack);
      ASSERT_EQ(place.slot, step.slot) << code;
      ASSERT_EQ(place.parent, step.parent) << code;
      ASSERT_EQ(place.position, step.position) << code;
      stack = step.action < 0 ? frontier.write_text(stack) : frontier.apply(stack, step.action, number);
      ++number;
    }
    EXPECT_EQ(stack, 0U) << code;
  }
}

TEST(TransitionSystem, NamesEveryActionOnceAndReachesAllOfThem) {
  std::set<std::string> names;
  std::set<int> reached{TransitionSystem::close, TransitionSystem::close_by_separator};
  for (const Action& action : system().actions())
    EXPECT_TRUE(names.insert(action.name).second) << action.name;
  for (const Slot& slot : system().slots()) {
    EXPECT_FALSE(slot.actions.empty() && slot.texts.empty()) << slot.name;
    reached.insert(slot.actions.begin(), slot.actions.end());
  }
  EXPECT_EQ(reached.size(), system().actions().size());
}

}  // namespace
}  // namespace treewright::grammar
