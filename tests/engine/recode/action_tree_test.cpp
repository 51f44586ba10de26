#include "engine/recode/action_tree.h"

#include <gmock/gmock.h>

#include "tests/engine/recode/small_examples.h"

namespace treewright::recode {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

std::optional<std::string> substitute(const char* request, const char* example, const std::string& text) {
  return WordSubstitution(compared_words(request), compared_words(example))(text);
}

TEST(WordSubstitution, TakesTheAlignedWord) {
  EXPECT_EQ(substitute("params is an empty list", "lst is an empty list", "lst"), "params");
  EXPECT_EQ(substitute("params is an empty list", "lst is an empty list", "list"), "list");
  EXPECT_EQ(substitute("join with 'a b'", "join with \"c\"", "c"), "a b");
}

TEST(WordSubstitution, KeepsWhatTheExampleDidNotCopy) {
  EXPECT_EQ(substitute("call f", "call g", "self"), "self");
}

TEST(WordSubstitution, HasNothingForAWordWithoutPartner) {
  EXPECT_EQ(substitute("call f", "call g with x", "g"), std::nullopt);
  EXPECT_EQ(substitute("call f with .", "call f with x", "x"), std::nullopt);  // nothing to copy
}

TEST(WordSubstitution, OfSeveralPartnersTakesTheFirstThatCanBeCopied) {
  EXPECT_EQ(substitute("y and z", "x and x", "x"), "y");
  EXPECT_EQ(substitute(". and z", "x and x", "x"), "z");
}

std::vector<std::string> names(const ActionTree& tree, const std::string& request) {
  const auto source = encode(request);
  std::vector<std::string> result;
  for (const ActionNode& node : tree) result.push_back(name_of(node.action, source));
  return result;
}

TEST(ActionTree, CopiesWhatTheRequestHas) {
  const auto tree = tree_of("lst = []", "lst is an empty list", "params is an empty list");
  EXPECT_THAT(
      names(tree, "params is an empty list"),
      ElementsAre("(expression_statement assignment)", "(assignment _left_hand_side '=' _right_hand_side)",
                  "copy params", "(list '[' list*1 ']')", "close", "close"));
}

TEST(ActionTree, KnowsParentsPositionsAndTheOrderOfElements) {
  const auto tree = tree_of("f(a, b)", "call f", "call f");
  const std::vector<std::string> all = names(tree, "call f");
  const auto call = std::ranges::find_if(all, [](const auto& name) { return name.starts_with("(call"); });
  ASSERT_NE(call, all.end());
  const auto at = static_cast<int>(call - all.begin());
  std::vector<std::pair<int, int>> below;
  for (const ActionNode& node : tree) {
    if (node.parent == at) below.emplace_back(node.place.position, node.place.order);
  }
  EXPECT_THAT(below, ElementsAre(std::pair(0, 0), std::pair(1, 0), std::pair(1, 1), std::pair(1, 2)));
}

TEST(ActionTree, PiecesOfATextFollowEachOther) {
  const auto tree = tree_of("wordpathitems", "", "call");
  ASSERT_GE(tree.size(), 5U);
  for (std::size_t i = 2; i < tree.size() - 1; ++i) {
    EXPECT_EQ(tree[i].parent, static_cast<int>(i) - 1);
    EXPECT_EQ(tree[i].place.slot, grammar::GuidedPlace::more_text);
  }
}

TEST(ActionTree, LeavesOutTextsWithoutASubstituteUnlessAsked) {
  const std::string request = "call f";
  const auto dropped = names(tree_of("g(x)", "call g with x", request), request);
  EXPECT_THAT(dropped, Contains("copy f"));  // for x, the last word of both
  EXPECT_THAT(dropped, Not(Contains("\"g\"")));
  EXPECT_THAT(names(tree_of("g(x)", "call g with x", request, false), request), Contains("\"g\""));
}

TEST(ActionTree, LeavesOutASubstituteThatTheSlotDoesNotTake) {
  // A call's function is no number.
  EXPECT_THAT(names(tree_of("def f(): pass", "define f", "define 3"), "define 3"), Not(Contains("copy 3")));
}

}  // namespace
}  // namespace treewright::recode
