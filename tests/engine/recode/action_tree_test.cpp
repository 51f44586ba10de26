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
                  "copy params", "end", "(list '[' list*1 ']')", "close", "close"));
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

TEST(ActionTree, PiecesOfATextAndItsEndFollowEachOther) {
  const auto tree = tree_of("wordpathitems", "", "call");
  ASSERT_GE(tree.size(), 5U);
  EXPECT_EQ(tree[1].parent, 0);
  for (std::size_t i = 2; i < tree.size() - 1; ++i) {
    EXPECT_EQ(tree[i].parent, static_cast<int>(i) - 1);
    EXPECT_EQ(tree[i].place.slot, grammar::GuidedPlace::more_text);
  }
  EXPECT_EQ(tree[tree.size() - 2].action, grammar::Guidance::end_of_text);
}

TEST(ActionTree, AWordOfOnePieceIsThatPieceWhereverItCouldBeCopiedFrom) {
  EXPECT_THAT(names(tree_of("f", "the f", "the f"), "the f"), Contains("\" f\""));
  EXPECT_THAT(names(tree_of("x = 'f'", "the 'f'", "the 'f'"), "the 'f'"), Contains("copy f"));
}

TEST(ActionTree, LeavesOutTextsWithoutASubstituteUnlessAsked) {
  const std::string request = "call f";
  const auto dropped = names(tree_of("g(x)", "call g with x", request), request);
  EXPECT_THAT(dropped, Contains("\" f\""));  // for x, the last word of both
  EXPECT_THAT(dropped, Not(Contains("\"g\"")));
  EXPECT_THAT(names(tree_of("g(x)", "call g with x", request, false), request), Contains("\"g\""));
}

TEST(ActionTree, LeavesOutASubstituteThatTheSlotDoesNotTake) {
  // A call's function is no number.
  EXPECT_THAT(names(tree_of("def f(): pass", "define f", "define 3"), "define 3"), Not(Contains("copy 3")));
}

/// The actions of a token decoder in words; n-grams begin anew after "|".
std::string chain_of(std::string_view code, const std::string& description, const std::string& request,
                     bool drop_unmapped) {
  const auto& vocabulary = fixtures::tiny_vocabulary();
  engine::Request asked;
  asked.description = request;
  const auto source = text::encode_source(vocabulary, asked, {64, 0});
  const auto tokens = text::tokenize(*syntax::language_by_id("python"), code);
  std::string words;
  int last = ActionNode::root;
  const WordSubstitution substitution(compared_words(request), compared_words(description));
  for (const auto& node : make_action_chain(vocabulary, source, *tokens, substitution, drop_unmapped)) {
    words += node.parent == last ? " " : " | ";
    EXPECT_EQ(node.parent == last || node.parent == ActionNode::unknown, true);
    ++last;
    const auto number = static_cast<int>(node.action);
    if (number >= vocabulary.size())
      words += "copy:" + source.surfaces[static_cast<std::size_t>(number - vocabulary.size())];
    else if (number == text::end)
      words += "end";
    else
      words += number >= vocabulary.first_piece() ? "'" + vocabulary.piece(number) + "'"
                                                  : vocabulary.token(number).text;
  }
  return words;
}

TEST(ActionChain, CopiesWhatTheRequestHas) {
  EXPECT_EQ(chain_of("zq = []", "zq is a list", "zw_9 is a list", true), " copy:zw_9 = [ ]  end");
}

TEST(ActionChain, BeginsAnewAfterWhatIsLeftOut) {
  EXPECT_EQ(chain_of("zq = []", "let zq be a list", "make a list", true), " | = [ ]  end");
  EXPECT_THAT(chain_of("zq = []", "let zq be a list", "make a list", false),
              testing::EndsWith(" = [ ]  end"));
}

TEST(ActionChain, ANameIsNoPlaceForACopiedPhrase) {
  EXPECT_EQ(chain_of("zq = 1", "set zq now", "set 'a b' now", true), " | = ' ' '1'  end");
}

}  // namespace
}  // namespace treewright::recode
