#include <gmock/gmock.h>

#include "engine/decode/beam.h"
#include "engine/decode/boosting.h"
#include "engine/decode/tree_writer.h"
#include "engine/recode/recode.h"
#include "engine/syntax/tree.h"
#include "fixtures/odd_requests.h"
#include "fixtures/seed.h"
#include "fixtures/tiny_model.h"

namespace treewright::decode {
namespace {

using grammar::Guidance;
using grammar::GuidedPlace;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::FloatNear;

double mass(std::span<const float> row) {
  double sum = 0;
  for (const float value : row) sum += std::exp(static_cast<double>(value));
  return sum;
}

TEST(Boost, TouchesOnlyWhatIsBoostedAndTellsTheMass) {
  std::vector<float> row = {std::log(0.5F), std::log(0.25F), std::log(0.25F), -1e9F};
  const std::vector<Guidance::Boost> boosts = {{1, std::log(2)}, {3, 5}, {1, std::log(3)}};
  const double log_mass = boost(row, boosts, {}, -1e9F);
  EXPECT_THAT(row, ElementsAre(std::log(0.5F), FloatNear(std::log(1.5F), 1e-6F), std::log(0.25F), -1e9F));
  EXPECT_THAT(log_mass, DoubleNear(std::log(0.5 + 1.5 + 0.25), 1e-6));
}

TEST(Boost, OfACopyGoesToTheActionThatStandsForIt) {
  std::vector<float> row(4, std::log(0.25F));
  const std::vector<int> twins = {1, 2};  // of the memory positions 2 and 3
  const std::vector<Guidance::Boost> boosts = {{2, 1}, {3, -1}};
  (void)boost(row, boosts, twins, -1e9F);
  EXPECT_THAT(row, ElementsAre(FloatNear(std::log(0.25F), 0), FloatNear(std::log(0.25F) + 1, 1e-6F),
                               FloatNear(std::log(0.25F) - 1, 1e-6F), FloatNear(std::log(0.25F), 0)));
}

TEST(Boost, OfRandomRowsSumsToOneWithTheMassSubtracted) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 200; ++i) {
    std::vector<float> row(1 + fixtures::below(40, random));
    for (float& value : row) value = std::uniform_real_distribution<float>(-12, 0)(random);
    const auto norm = static_cast<float>(std::log(mass(row)));
    for (float& value : row) value -= norm;
    std::vector<Guidance::Boost> boosts(fixtures::below(20, random));
    for (auto& [action, log_factor] : boosts) {
      action = static_cast<std::int64_t>(fixtures::below(row.size(), random));
      log_factor = std::uniform_real_distribution<double>(-3, 9)(random);
    }
    const double log_mass = boost(row, boosts, {}, -1e9F);
    EXPECT_NEAR(mass(row) / std::exp(log_mass), 1, 1e-4);
  }
}

const TreeGrammar& tree_grammar() {
  static const TreeGrammar grammar(grammar::TransitionSystem::of(*syntax::language_by_id("python")).value(),
                                   fixtures::tiny_tree_vocabulary());
  return grammar;
}

struct Guided {
  std::string description;
  model::AttentionLstm network = fixtures::tiny_network(3, 1, fixtures::tiny_tree_config());
  BeamOptions options = {};

  [[nodiscard]] text::EncodedSource source() const {
    engine::Request request;
    request.description = description;
    return text::encode_source(fixtures::tiny_tree_vocabulary(), request, {64, 6});
  }
  [[nodiscard]] std::vector<Hypothesis> decode(Guidance* guidance) const {
    return beam_search(network, fixtures::tiny_tree_vocabulary(), source(), tree_grammar(), guidance, options,
                       {})
        .hypotheses;
  }
  [[nodiscard]] std::string best(Guidance* guidance) const {
    const auto hypotheses = decode(guidance);
    return text::join(text::render(*syntax::language_by_id("python"), hypotheses.front().tokens));
  }
};

std::unique_ptr<Guidance> guidance_of(const recode::Example& example, const Guided& guided, double lambda) {
  const recode::RecodeOptions options{.lambda = lambda, .order = true, .subtract_mean = false};
  return recode::Recode({example}, tree_grammar().codec, options).guide(guided.description, guided.source());
}

TEST(GuidedBeam, WritesWhatItsExampleHas) {
  for (const std::string code : {"return f(self, 'ab')", "wordpathitems = 'read the file at path'",
                                 "for x in items:\n    print(x, x)", "if not f:\n    del f"}) {
    const Guided guided{.description = "call f of x"};
    const auto guidance = guidance_of({guided.description, code}, guided, 12);
    EXPECT_EQ(guided.best(guidance.get()), code);
    EXPECT_NE(guided.best(nullptr), code);
  }
}

TEST(GuidedBeam, CopiesTheWordThatStandsWhereTheExamplesStood) {
  const Guided guided{.description = "params is an empty list"};
  const auto guidance = guidance_of({"lst is an empty list", "lst = []"}, guided, 15);
  EXPECT_EQ(guided.best(guidance.get()), "params = []");
}

/// Boosts all actions alike.
class Indifferent final : public Guidance {
 public:
  explicit Indifferent(std::size_t actions) {
    for (std::size_t a = 0; a < actions; ++a) boosts_.push_back({static_cast<std::int64_t>(a), 2.5});
  }
  State root() override { return 0; }
  State after(State parent, const GuidedPlace& /*place*/, std::int64_t /*action*/) override { return parent; }
  std::span<const Boost> boosts(State /*parent*/, const GuidedPlace& /*place*/) override { return boosts_; }

 private:
  std::vector<Boost> boosts_;
};

TEST(GuidedBeam, ScoresStayLogProbabilities) {
  // Without copies and before a text is open, so that every action is boosted once.
  const Guided guided{.description = "", .options = {.max_steps = 2}};
  const auto& vocabulary = fixtures::tiny_tree_vocabulary();
  Indifferent indifferent(static_cast<std::size_t>(vocabulary.size()));
  const auto plain = guided.decode(nullptr), boosted = guided.decode(&indifferent);
  ASSERT_EQ(plain.size(), boosted.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(plain[i].tokens, boosted[i].tokens);
    EXPECT_NEAR(plain[i].score, boosted[i].score, 1e-4);
  }
}

TEST(GuidedBeam, RandomRequestsGiveValidCode) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 60; ++i) {
    const Guided guided{.description = fixtures::odd_request(random).description,
                        .network = fixtures::tiny_network(random(), 3, fixtures::tiny_tree_config()),
                        .options = {.max_steps = 1 + fixtures::below(30, random)}};
    const auto guidance = guidance_of({guided.description, "x = f('a b', 1)"}, guided, 5);
    for (const Hypothesis& hypothesis : guided.decode(guidance.get())) {
      const std::string code = text::join(text::render(*syntax::language_by_id("python"), hypothesis.tokens));
      EXPECT_EQ(syntax::count_errors(syntax::Parser(*syntax::language_by_id("python")).parse(code).root()),
                0U)
          << code;
      EXPECT_LE(hypothesis.score, 0);
    }
  }
}

}  // namespace
}  // namespace treewright::decode
