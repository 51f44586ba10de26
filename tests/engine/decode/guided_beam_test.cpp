#include <gmock/gmock.h>

#include "engine/decode/beam.h"
#include "engine/decode/boosting.h"
#include "engine/decode/tree_writer.h"
#include "engine/grammar/lr/lr_constraint.h"
#include "engine/recode/recode.h"
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

constexpr float impossible = -1e9F;
const auto never = [](std::int64_t /*action*/) { return false; };

TEST(Hints, TouchOnlyWhatIsBoostedAndTellTheMass) {
  std::vector<float> row = {std::log(0.5F), std::log(0.25F), std::log(0.25F), impossible};
  const StepHints hints{.next = {{1, std::log(2)}, {3, 5}, {1, std::log(3)}}};
  const double log_mass = apply_hints(row, hints, impossible, never);
  EXPECT_THAT(row,
              ElementsAre(std::log(0.5F), FloatNear(std::log(1.5F), 1e-6F), std::log(0.25F), impossible));
  EXPECT_THAT(log_mass, DoubleNear(std::log(0.5 + 1.5 + 0.25), 1e-6));
}

/// Probabilities after the hints.
std::vector<double> probabilities(std::vector<float> row, const StepHints& hints, std::int64_t first_piece) {
  const auto goes_on = [&](std::int64_t action) { return action >= first_piece; };
  const double log_mass = apply_hints(row, hints, impossible, goes_on);
  std::vector<double> result;
  result.reserve(row.size());
  for (const float value : row) result.push_back(std::exp(value - log_mass));
  return result;
}

TEST(Hints, OfWhatComesNextDoNotEndAnOpenText) {
  const std::vector<float> row = {std::log(0.2F), std::log(0.2F), std::log(0.6F)};  // the last goes on
  const auto near = [](double value) { return DoubleNear(value, 1e-6); };
  EXPECT_THAT(probabilities(row, {.next = {{0, std::log(3)}}, .text_open = true}, 2),
              ElementsAre(near(0.3), near(0.1), near(0.6)));
  EXPECT_THAT(probabilities(row, {.text_open = true, .ending = std::log(4)}, 2),
              ElementsAre(near(0.8 / 2.2), near(0.8 / 2.2), near(0.6 / 2.2)));
  EXPECT_THAT(probabilities(row, {.text_open = true, .more = {{2, std::log(6)}}}, 2),
              ElementsAre(near(0.05), near(0.05), near(0.9)));
}

TEST(Hints, OnRandomRowsKeepProbabilitiesThatSumToOne) {
  std::mt19937_64 random(fixtures::test_seed());
  const auto some = [&](std::size_t first, std::size_t last) {
    std::vector<Guidance::Boost> boosts(first < last ? fixtures::below(20, random) : 0);
    for (auto& [action, log_factor] : boosts) {
      action = static_cast<std::int64_t>(first + fixtures::below(last - first, random));
      log_factor = std::uniform_real_distribution<double>(-3, 9)(random);
    }
    return boosts;
  };
  for (int i = 0; i < 300; ++i) {
    std::vector<float> row(2 + fixtures::below(40, random));
    for (float& value : row) value = std::uniform_real_distribution<float>(-12, 0)(random);
    const auto norm = static_cast<float>(std::log(mass(row)));
    for (float& value : row) value -= norm;
    const std::size_t first_piece = 1 + fixtures::below(row.size(), random);
    const StepHints hints{.next = some(0, first_piece),
                          .text_open = i % 2 == 0,
                          .more = some(first_piece, row.size()),
                          .ending = std::uniform_real_distribution<double>(-3, 9)(random)};
    double sum = 0;
    for (const double p : probabilities(row, hints, static_cast<std::int64_t>(first_piece))) sum += p;
    EXPECT_NEAR(sum, 1, 1e-3);  // what is negligible is left out of the mass
  }
}

const TreeGrammar& tree_grammar() {
  static const TreeGrammar grammar(grammar::TransitionSystem::of(*syntax::language_by_id("python")).value(),
                                   fixtures::tiny_tree_vocabulary());
  return grammar;
}

model::NetworkPtr frozen_network(std::uint64_t seed, double spread) {
  auto network = fixtures::tiny_network(seed, spread, fixtures::tiny_tree_config());
  network->freeze();
  return network;
}

struct Guided {
  std::string description;
  model::NetworkPtr network = frozen_network(3, 1);
  BeamOptions options = {};

  [[nodiscard]] text::EncodedSource source() const {
    engine::Request request;
    request.description = description;
    return text::encode_source(fixtures::tiny_tree_vocabulary(), request, {64, 6});
  }
  [[nodiscard]] std::vector<Hypothesis> decode(Guidance* guidance) const {
    return beam_search(*network, fixtures::tiny_tree_vocabulary(), source(), tree_grammar(), {.bare = true},
                       guidance, options, {})
        .hypotheses;
  }
  [[nodiscard]] std::string best(Guidance* guidance) const {
    const auto hypotheses = decode(guidance);
    return text::join(text::render(*syntax::language_by_id("python"), hypotheses.front().tokens));
  }
};

std::unique_ptr<Guidance> guidance_of(const recode::Example& example, const Guided& guided, double lambda) {
  const recode::RecodeOptions options{.lambda = lambda, .order = true, .subtract_mean = false};
  return recode::Recode({example}, recode::make_tree_encoder(tree_grammar().codec), options)
      .guide(guided.description, guided.source());
}

TEST(GuidedBeam, WritesWhatItsExampleHas) {
  for (const std::string code : {"return f(self, \"ab\")", "wordpathitems = \"read the file at path\"",
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

/// The best of a token decoder that is guided by `example`, or by nothing.
std::string best_tokens(const std::string& description, const recode::Example* example) {
  const syntax::Language& python = *syntax::language_by_id("python");
  const auto& vocabulary = fixtures::tiny_vocabulary();
  const auto network = fixtures::tiny_network(3, 1);
  network->freeze();
  engine::Request request;
  request.description = description;
  const auto source = text::encode_source(vocabulary, request, network->config().limits);
  std::unique_ptr<Guidance> guidance;
  if (example != nullptr) {
    const recode::RecodeOptions options{.lambda = 15, .subtract_mean = false};
    guidance = recode::Recode({*example}, recode::make_token_encoder(python, vocabulary), options)
                   .guide(description, source);
  }
  const auto found = beam_search(*network, vocabulary, source, grammar::LrConstraint(python), {.bare = true},
                                 guidance.get(), {}, {});
  return text::join(text::render(python, found.hypotheses.front().tokens));
}

TEST(GuidedBeam, ATokenDecoderWritesWhatItsExampleHas) {
  for (const std::string code : {"return f(self, \"ab\")", "wordpathitems = \"read the file at path\"",
                                 "for x in items:\n    print(x, x)", "if not f:\n    del f"}) {
    const recode::Example example{"call f of x", code};
    EXPECT_EQ(best_tokens(example.description, &example), code);
    EXPECT_NE(best_tokens(example.description, nullptr), code);
  }
}

TEST(GuidedBeam, ATokenDecoderCopiesTheWordThatStandsWhereTheExamplesStood) {
  const recode::Example example{"lst is an empty list", "lst = []"};
  EXPECT_EQ(best_tokens("params is an empty list", &example), "params = []");
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

TEST(GuidedBeam, AnyRequestIsAnswered) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 30; ++i) {
    const Guided guided{.description = fixtures::odd_request(random).description,
                        .network = frozen_network(random(), 3),
                        .options = {.max_steps = 1 + fixtures::below(30, random)}};
    const auto guidance = guidance_of({guided.description, "x = f('a b', 1)"}, guided, 5);
    const auto hypotheses = guided.decode(guidance.get());
    EXPECT_FALSE(hypotheses.empty());
    for (const Hypothesis& hypothesis : hypotheses) {
      EXPECT_TRUE(std::isfinite(hypothesis.score));
      EXPECT_LE(hypothesis.score, 1e-4);
    }
  }
}

}  // namespace
}  // namespace treewright::decode
