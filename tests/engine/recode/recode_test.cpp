#include "engine/recode/recode.h"

#include <gmock/gmock.h>

#include <map>

#include "tests/engine/recode/small_examples.h"

namespace treewright::recode {
namespace {

using grammar::Guidance;

/// What guidance says about the first statement's actions, by name.
std::map<std::string, double> first_boosts(const std::vector<Example>& examples, const RecodeOptions& options,
                                           const std::string& request,
                                           const std::vector<Example>& more = {}) {
  const Recode recode(examples, make_tree_encoder(fixtures::tiny_tree_codec()), options);
  const auto source = encode(request);
  const auto guidance = recode.guide(request, source, more);
  const int module_slot = derive("x").front().slot;
  std::map<std::string, double> boosts;
  for (const auto& [action, factor] : guidance->boosts(guidance->root(), {.slot = module_slot}))
    boosts[name_of(action, source)] += factor;
  return boosts;
}

const std::vector<Example>& few_examples() {
  static const std::vector<Example> examples = {
      {"return x", "return x"}, {"delete x", "del x"}, {"not code", "= ="}, {"if x,", "if x:"}};
  return examples;
}

constexpr auto returns = "(return_statement 'return' _expressions)";

TEST(Recode, GuidesByTheExamplesThatAreMostAlike) {
  const RecodeOptions one{.retrieved = 1, .lambda = 2, .shortest = 2, .subtract_mean = false};
  const auto boosts = first_boosts(few_examples(), one, "return y");
  EXPECT_DOUBLE_EQ(boosts.at(returns), 2 * 0.5);
  EXPECT_EQ(boosts.count("(delete_statement 'del' _expressions)"), 0U);
}

TEST(Recode, ARequestsExamplesGuideBesideItsOwnAndOnlyTheMostAlikeOfAllCount) {
  const RecodeOptions one{.retrieved = 1, .lambda = 2, .shortest = 2, .subtract_mean = false};
  const std::vector<Example> nearer = {{"return y now", "del y"}},
                             farther = {{"never return it at all", "del y"}};
  EXPECT_EQ(first_boosts(few_examples(), one, "return y", nearer).count(returns), 0U);
  EXPECT_EQ(first_boosts(few_examples(), one, "return y", farther).count(returns), 1U);
  EXPECT_EQ(first_boosts({}, one, "return y", few_examples()).count(returns), 1U);
}

TEST(Recode, WithoutAnExampleThereIsNoGuidance) {
  const Recode recode(few_examples(), make_tree_encoder(fixtures::tiny_tree_codec()), {});
  EXPECT_EQ(recode.guide("quantum", encode("quantum")), nullptr);
}

TEST(Recode, ScoresMayBeTheSimilarityAboveTheMean) {
  const RecodeOptions options{.retrieved = 1, .lambda = 1, .shortest = 2, .subtract_mean = true};
  const double mean = (0.5 + 0 + 0 + 0) / 4;
  EXPECT_DOUBLE_EQ(first_boosts(few_examples(), options, "return y").at(returns), 0.5 - mean);
}

TEST(Recode, CodeThatIsNoneGuidesNothingAndHeadersAreCompleted) {
  EXPECT_TRUE(first_boosts(few_examples(), {}, "not code").empty());
  EXPECT_FALSE(first_boosts(few_examples(), {}, "if y,").empty());
}

TEST(Recode, IdenticalDescriptionsAreLeftOutWhereAsked) {
  const RecodeOptions options{.shortest = 2, .subtract_mean = false, .exclude_identical = true};
  EXPECT_EQ(first_boosts(few_examples(), options, "return x").count(returns), 0U);
}

TEST(Recode, CopiesAreKeptAsTheyStandWhereNothingIsSubstituted) {
  RecodeOptions options{.retrieved = 1, .positions = false, .subtract_mean = false};
  EXPECT_EQ(first_boosts(few_examples(), options, "return y").count("copy y"), 1U);
  options.substitute = false;
  EXPECT_EQ(first_boosts(few_examples(), options, "return y").count("copy y"), 0U);
}

TEST(RecodeVariants, HaveNames) {
  EXPECT_EQ(recode_variant("published-code")->shortest, 2);
  EXPECT_FALSE(recode_variant("published-code")->positions);
  EXPECT_TRUE(recode_variant("paper")->positions);
  EXPECT_TRUE(recode_variant("recode"));
  EXPECT_FALSE(recode_variant("no-substitution")->substitute);
  EXPECT_FALSE(recode_variant("none"));
}

}  // namespace
}  // namespace treewright::recode
