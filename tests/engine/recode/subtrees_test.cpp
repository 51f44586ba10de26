#include "engine/recode/subtrees.h"

#include <gmock/gmock.h>

#include <map>

#include "tests/engine/recode/small_examples.h"

namespace treewright::recode {
namespace {

using grammar::GuidedPlace;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr GuidedPlace left{.slot = 7, .position = 0};
constexpr GuidedPlace right{.slot = 7, .position = 1};

/// Action 1 at the root, 2 and 3 below it, 4 below 3, 5 below 4.
const ActionTree& small_tree() {
  static const ActionTree tree = {{1, -1, left}, {2, 0, left}, {3, 0, right}, {4, 2, left}, {5, 3, left}};
  return tree;
}

/// By action, the factors' logarithms added.
std::map<std::int64_t, double> sum(std::span<const grammar::Guidance::Boost> boosts) {
  std::map<std::int64_t, double> result;
  for (const auto& boost : boosts) result[boost.action] += boost.log_factor;
  return result;
}

constexpr RecodeOptions plain{.lambda = 1, .longest = 4, .positions = true};

TEST(SubtreeGuidance, EachLengthThatMatchesCounts) {
  SubtreeGuidance guidance(plain);
  guidance.add(small_tree(), 1);
  const auto root = guidance.root();
  EXPECT_EQ(sum(guidance.boosts(root, left)),
            (std::map<std::int64_t, double>{{1, 2}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}));
  const auto one = guidance.after(root, left, 1);
  EXPECT_EQ(sum(guidance.boosts(one, left))[2], 3);   // (2), (1 2), (root 1 2)
  EXPECT_EQ(sum(guidance.boosts(one, right))[2], 1);  // elsewhere the action alone
  EXPECT_EQ(sum(guidance.boosts(one, right))[3], 3);
}

TEST(SubtreeGuidance, NGramsHaveAtMostSoManyActions) {
  RecodeOptions options = plain;
  const auto boost_of_5 = [&] {
    SubtreeGuidance guidance(options);
    guidance.add(small_tree(), 1);
    auto state = guidance.root();
    for (const std::size_t i : {0, 2, 3})
      state = guidance.after(state, small_tree()[i].place, small_tree()[i].action);
    return sum(guidance.boosts(state, left))[5];
  };
  EXPECT_EQ(boost_of_5(), 4);
  options.longest = 2;
  EXPECT_EQ(boost_of_5(), 2);
  options.shortest = 2;
  EXPECT_EQ(boost_of_5(), 1);
  options = {.lambda = 1, .all_lengths = false};
  EXPECT_EQ(boost_of_5(), 1);
}

TEST(SubtreeGuidance, WithoutPositionsAnyChildIsAsGood) {
  SubtreeGuidance guidance({.lambda = 1, .shortest = 2, .positions = false});
  guidance.add(small_tree(), 1);
  const auto one = guidance.after(guidance.root(), right, 1);
  EXPECT_THAT(sum(guidance.boosts(one, left)), ElementsAre(Pair(2, 2), Pair(3, 2)));
}

TEST(SubtreeGuidance, OrderTellsElementsOfAListApart) {
  const ActionTree list = {{1, -1, left}, {2, 0, {7, 0, 0}}, {3, 0, {7, 0, 1}}};
  for (const bool order : {false, true}) {
    SubtreeGuidance guidance({.lambda = 1, .shortest = 2, .order = order});
    guidance.add(list, 1);
    const auto one = guidance.after(guidance.root(), left, 1);
    EXPECT_EQ(sum(guidance.boosts(one, {7, 0, 1})).size(), order ? 1U : 2U);
  }
}

TEST(SubtreeGuidance, AnNGramIsWorthItsBestExample) {
  SubtreeGuidance guidance({.lambda = 2, .longest = 1});
  guidance.add({{1, -1, left}}, 0.25);
  guidance.add({{1, -1, left}, {2, -1, left}}, 0.75);
  guidance.add({{1, -1, left}}, 0.5);
  guidance.add({{3, -1, left}}, -1);
  EXPECT_THAT(sum(guidance.boosts(guidance.root(), left)), ElementsAre(Pair(1, 1.5), Pair(2, 1.5)));
}

TEST(SubtreeGuidance, AnUnknownActionForgetsItsAncestors) {
  SubtreeGuidance guidance({.lambda = 1, .shortest = 2});
  guidance.add(small_tree(), 1);
  const auto unknown = guidance.after(guidance.root(), left, 99);
  EXPECT_THAT(guidance.boosts(unknown, left), IsEmpty());
  const auto three = guidance.after(unknown, left, 3);  // below another parent than the example's
  EXPECT_THAT(sum(guidance.boosts(three, left)), ElementsAre(Pair(4, 1)));
}

TEST(SubtreeGuidance, FollowsTheDerivationOfItsOnlyExample) {
  const std::string request = "return f of self";
  const ActionTree tree = tree_of("return f(self, 'ab')", request, request);
  SubtreeGuidance guidance({.lambda = 1, .order = true});
  guidance.add(tree, 1);
  std::vector<grammar::Guidance::State> states;
  for (const ActionNode& node : tree) {
    const auto parent = node.parent < 0 ? guidance.root() : states[static_cast<std::size_t>(node.parent)];
    const auto boosts = sum(guidance.boosts(parent, node.place));
    for (const auto& [action, boost] : boosts) EXPECT_LE(boost, boosts.at(node.action)) << action;
    states.push_back(guidance.after(parent, node.place, node.action));
  }
}

}  // namespace
}  // namespace treewright::recode
