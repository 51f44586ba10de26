// Derivations as a model's numbers.
#include "engine/grammar/transition/tree_codec.h"

#include <gtest/gtest.h>

#include "engine/text/fragment.h"
#include "tests/fixtures/code_rows.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

const TransitionSystem& python_system() {
  static const auto made = TransitionSystem::of(python()).value();
  return *made;
}

const text::Vocabulary& vocabulary() {
  static const text::Vocabulary made = [] {
    std::vector<std::string> sentences = code_rows();
    return text::Vocabulary(action_names(python_system()),
                            *text::Subwords::load(text::Subwords::train(sentences, 800).value()));
  }();
  return made;
}

const TreeCodec& codec() {
  static const TreeCodec made(python_system(), vocabulary());
  return made;
}

text::EncodedSource source_of(const std::string& description) {
  engine::Request request;
  request.description = description;
  return text::encode_source(vocabulary(), request, {64, 0});
}

std::vector<text::TargetStep> encoded(const std::string& description, const std::string& code) {
  const auto tree = text::read_code_tree(python(), code).value();
  return codec().encode(source_of(description), Oracle(python_system()).derive(tree).value());
}

TEST(TreeCodec, StepsKnowTheActionThatMadeTheirSlot) {
  const auto steps = encoded("call f with a", "f(a)");
  ASSERT_EQ(steps.size(), 6U);  // expression statement, call, f, a, close the arguments, close the module
  const auto parents = [&](std::size_t i) { return steps[i].place.parent; };
  EXPECT_EQ(parents(0), -1);
  EXPECT_EQ(parents(1), 0);
  EXPECT_EQ(parents(2), 1);
  EXPECT_EQ(parents(3), 1);
  EXPECT_EQ(parents(4), 1);
  EXPECT_EQ(parents(5), -1);
  EXPECT_EQ(steps[2].place.position, 0);
  EXPECT_EQ(steps[3].place.position, 1);
  EXPECT_EQ(codec().action(steps[5].number), TransitionSystem::close);
}

TEST(TreeCodec, ATextOfTheDescriptionIsCopiedWhole) {
  const auto steps = encoded("call function_of_mine with 'a b'", "function_of_mine('a b')");
  EXPECT_EQ(steps[2].copies,
            (std::vector<int>{source_of("call").pieces.empty() ? 0 : steps[2].copies.front()}));
  EXPECT_FALSE(steps[3].place.open) << "nothing continues a name that was copied";
  EXPECT_EQ(steps[4].copies.size(), 1U);
  EXPECT_EQ(steps[4].place.takes, text::content_text);
  EXPECT_TRUE(steps[5].place.open) << "more may follow a literal text that was copied";
}

TEST(TreeCodec, LaterPiecesStandWhereTheNextSlotDoes) {
  const auto steps = encoded("", "unheard_of_thing = None");
  std::size_t pieces = 0;
  for (std::size_t i = 2; steps[i].number >= vocabulary().first_piece() && steps[i + 1].place.open; ++i) {
    const auto slot = static_cast<std::size_t>(steps[i + 1].place.slot);
    EXPECT_EQ(python_system().slots()[slot].name, "_right_hand_side");
    ++pieces;
  }
  EXPECT_GT(pieces, 1U);
}

TEST(TreeCodec, NoPieceIsLegalWhereNoTextStands) {
  const auto legal = codec().legal_numbers();
  const auto columns = static_cast<std::size_t>(vocabulary().size());
  for (std::size_t s = 0; s < python_system().slots().size(); ++s) {
    if (codec().takes(static_cast<int>(s)) != 0) continue;
    const auto* row = &legal[s * columns];
    EXPECT_EQ(std::count(row + vocabulary().first_piece(), row + columns, 1), 0)
        << python_system().slots()[s].name;
  }
}

/// What training asks for is what decoding allows.
TEST(TreeCodec, EveryStepOfRealCodeIsLegal) {
  const auto legal = codec().legal_numbers();
  const auto columns = static_cast<std::size_t>(vocabulary().size());
  const std::size_t slots = python_system().slots().size();
  const Oracle oracle(python_system());
  const text::EncodedSource nothing = source_of("");
  std::size_t encodable = 0;
  for (const std::string& code : code_rows()) {
    const auto tree = text::read_code_tree(python(), code);
    if (!tree) continue;
    const std::vector<Step> derivation = oracle.derive(*tree).value();
    const auto steps = codec().encode(nothing, derivation);
    if (steps.empty()) continue;
    ++encodable;
    for (const text::TargetStep& step : steps) {
      const auto row = static_cast<std::size_t>(step.place.slot) + (step.place.open ? slots : 0);
      ASSERT_TRUE(legal[row * columns + static_cast<std::size_t>(step.number)])
          << code << "\n"
          << (step.number < vocabulary().first_piece() ? vocabulary().token(step.number).text
                                                       : vocabulary().piece(step.number));
    }
  }
  EXPECT_GT(encodable, 1000U);
}

}  // namespace
}  // namespace treewright::grammar
