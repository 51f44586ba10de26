#include "engine/decode/beam.h"

#include <gmock/gmock.h>

#include <numeric>
#include <thread>

#include "engine/decode/tree_grammar.h"
#include "engine/decode/writer.h"
#include "engine/grammar/lr/lr_constraint.h"
#include "engine/syntax/tree.h"
#include "fixtures/odd_requests.h"
#include "fixtures/seed.h"
#include "fixtures/tiny_model.h"

namespace treewright::decode {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }
const grammar::LrConstraint& constraint() {
  static const grammar::LrConstraint shared(python());
  return shared;
}

BeamResult decode(const model::NetworkPtr& network, const engine::Request& request,
                  const BeamOptions& options, const std::stop_token& stop = {}) {
  const auto source = text::encode_source(fixtures::tiny_vocabulary(), request, network->config().limits);
  if (options.constrained) {
    return beam_search(*network, fixtures::tiny_vocabulary(), source, constraint(), request.surroundings,
                       nullptr, options, stop);
  }
  return beam_search(*network, fixtures::tiny_vocabulary(), source, grammar::NullConstraint(),
                     request.surroundings, nullptr, options, stop);
}

std::string code_of(const Hypothesis& hypothesis) {
  return text::join(text::render(python(), hypothesis.tokens));
}

/// Valid, taken by the compiler, scored, sorted, distinct, and at least one.
void expect_sound(const BeamResult& result, const BeamOptions& options, const engine::Request& request) {
  EXPECT_FALSE(result.cancelled);
  EXPECT_GE(result.hypotheses.size(), 1U);
  EXPECT_LE(result.hypotheses.size(), options.candidates);
  std::vector<std::string> seen;
  double previous = 0;
  for (const Hypothesis& hypothesis : result.hypotheses) {
    const std::string code = code_of(hypothesis);
    EXPECT_EQ(syntax::count_errors(syntax::Parser(python()).parse(code).root()), 0U) << code;
    for (const auto& violation :
         syntax::find_violations(python(), code, grammar::place_of(request.surroundings)))
      ADD_FAILURE() << violation.rule << "\n" << code;
    EXPECT_FALSE(code.empty());
    EXPECT_THAT(seen, testing::Not(testing::Contains(code)));
    EXPECT_TRUE(std::isfinite(hypothesis.score));
    EXPECT_LE(hypothesis.score, previous) << code;
    previous = hypothesis.score;
    seen.push_back(code);
  }
}

engine::Request plain_request() {
  engine::Request request;
  request.description = "write 'the line' to zq_file 3 times";
  request.names = {{"zq_file", engine::NameKind::parameter}, {"other_qx", engine::NameKind::local}};
  request.surroundings.in_function = true;
  return request;
}

TEST(BeamSearch, RandomRequestsGiveValidCode) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 200; ++i) {
    const auto network = fixtures::tiny_network(random(), i % 2 == 0 ? 1 : 4);
    const engine::Request request = fixtures::odd_request(random);
    const BeamOptions options{.beam = 1 + fixtures::below(6, random),
                              .candidates = 1 + fixtures::below(5, random),
                              .max_steps = 1 + fixtures::below(40, random),
                              .copy = fixtures::below(4, random) > 0};
    SCOPED_TRACE(testing::PrintToString(request.description.substr(0, 200)));
    expect_sound(decode(network, request, options), options, request);
  }
}

TEST(BeamSearch, FewStepsAreClosedByTheShortestEnding) {
  std::mt19937_64 random(fixtures::test_seed());
  for (std::size_t steps = 0; steps <= 3; ++steps) {
    for (int i = 0; i < 30; ++i) {
      const BeamOptions options{.max_steps = steps};
      const engine::Request request = fixtures::odd_request(random);
      expect_sound(decode(fixtures::tiny_network(random(), 4), request, options), options, request);
    }
  }
}

TEST(BeamSearch, NoCandidatesAreNone) {
  const BeamOptions options{.candidates = 0};
  EXPECT_TRUE(decode(fixtures::tiny_network(1), plain_request(), options).hypotheses.empty());
}

TEST(BeamSearch, CancelledGivesNothing) {
  std::stop_source stop;
  stop.request_stop();
  const BeamResult result = decode(fixtures::tiny_network(1), plain_request(), {}, stop.get_token());
  EXPECT_TRUE(result.cancelled);
  EXPECT_TRUE(result.hypotheses.empty());
}

/// Requests a stop when a hypothesis asks the `after`-th time to begin a statement or go on.
class StoppingConstraint final : public grammar::Constraint {
 public:
  StoppingConstraint(std::stop_source& stop, int after) : stop_(stop), after_(after) {}
  [[nodiscard]] grammar::Terminal terminal(const text::Token& token) const override {
    return constraint().terminal(token);
  }
  [[nodiscard]] std::unique_ptr<grammar::Session> begin(
      const engine::Surroundings& surroundings) const override {
    return std::make_unique<StoppingSession>(*this, constraint().begin(surroundings));
  }
  [[nodiscard]] int asked_after_stop() const { return asked_after_stop_; }

 private:
  class StoppingSession final : public grammar::Session {
   public:
    StoppingSession(const StoppingConstraint& owner, std::unique_ptr<grammar::Session> real)
        : owner_(owner), real_(std::move(real)) {}
    grammar::State start() override { return real_->start(); }
    bool allows(grammar::State state, grammar::Terminal terminal) override {
      if (owner_.stop_.stop_requested()) ++owner_.asked_after_stop_;
      if (--owner_.after_ == 0) owner_.stop_.request_stop();
      return real_->allows(state, terminal);
    }
    grammar::State advance(grammar::State state, grammar::Terminal terminal) override {
      return real_->advance(state, terminal);
    }
    bool may_end(grammar::State state) override { return real_->may_end(state); }
    std::vector<text::Token> shortest_ending(grammar::State state) override {
      return real_->shortest_ending(state);
    }

   private:
    const StoppingConstraint& owner_;
    std::unique_ptr<grammar::Session> real_;
  };
  std::stop_source& stop_;
  mutable int after_;
  mutable int asked_after_stop_ = 0;
};

TEST(BeamSearch, StopsWithinAStep) {
  std::stop_source stop;
  const StoppingConstraint stopping(stop, 60);
  const auto network = fixtures::tiny_network(1, 4);
  const engine::Request request = plain_request();
  const auto source = text::encode_source(fixtures::tiny_vocabulary(), request, network->config().limits);
  const BeamOptions options{.candidates = 50, .max_steps = 100'000};
  const BeamResult result = beam_search(*network, fixtures::tiny_vocabulary(), source, stopping,
                                        request.surroundings, nullptr, options, stop.get_token());
  EXPECT_TRUE(result.cancelled);
  EXPECT_TRUE(result.hypotheses.empty());
  // A step asks a handful of times about each action of each of the five hypotheses.
  EXPECT_LT(stopping.asked_after_stop(), 5 * 4 * fixtures::tiny_vocabulary().size());
}

/// A network that copies whenever it may.
model::NetworkPtr copying_network() {
  auto network = fixtures::tiny_network(5);
  const torch::NoGradGuard no_gradients;
  for (auto& parameter : network->named_parameters()) {
    if (parameter.key() == "copy_keys.bias" || parameter.key() == "copy_query.bias")
      parameter.value().fill_(3);
  }
  return network;
}

bool writes(const BeamResult& result, const std::string& text) {
  return std::any_of(result.hypotheses.begin(), result.hypotheses.end(), [&](const Hypothesis& hypothesis) {
    return code_of(hypothesis).find(text) != std::string::npos;
  });
}

TEST(BeamSearch, WithoutCopyNothingIsCopied) {
  const auto network = copying_network();
  engine::Request request;
  request.names = {{"zq_file", engine::NameKind::parameter}};
  EXPECT_TRUE(writes(decode(network, request, {}), "zq_file"));
  for (const bool constrained : {true, false}) {
    EXPECT_FALSE(writes(decode(network, request, {.copy = false, .constrained = constrained}), "zq_file"));
  }
}

std::vector<std::string> codes_of(const BeamResult& result) {
  std::vector<std::string> codes;
  codes.reserve(result.hypotheses.size());
  for (const Hypothesis& hypothesis : result.hypotheses) codes.push_back(code_of(hypothesis));
  return codes;
}

TEST(BeamSearch, AskingForMoreNeverLosesTheBest) {
  std::size_t more = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto network = fixtures::tiny_network(seed, 4);
    const BeamResult few = decode(network, plain_request(), {.beam = 5, .candidates = 2});
    const BeamResult many = decode(network, plain_request(), {.beam = 5, .candidates = 5});
    ASSERT_FALSE(few.hypotheses.empty());
    // What is found later may be better: then it stands before.
    const auto codes = codes_of(many);
    const auto found = std::ranges::find(codes, code_of(few.hypotheses.front()));
    ASSERT_NE(found, codes.end()) << seed;
    const auto place = static_cast<std::size_t>(found - codes.begin());
    for (std::size_t i = 0; i < place; ++i)
      EXPECT_GT(many.hypotheses[i].score, few.hypotheses.front().score) << seed;
    EXPECT_GE(many.hypotheses[place].score, few.hypotheses.front().score) << seed;
    more += many.hypotheses.size() > few.hypotheses.size() ? 1 : 0;
  }
  EXPECT_GT(more, 10U);
}

TEST(BeamSearch, AMarginEndsTheSearchEarlyAndLosesNothingWithinIt) {
  const auto model = model::load_model("models/django").value();
  const auto grammar = make_tree_grammar(model, python()).value();
  std::size_t steps = 0, all_steps = 0;
  for (const char* description :
       {"call the function foo with an argument value, substitute the result for bar.", "if items is empty,",
        "raise an exception.", "for every key and value in items,", "return nothing."}) {
    engine::Request request;
    request.description = description;
    const auto source = text::encode_source(model.vocabulary, request, model.config.limits);
    BeamOptions options{.candidates = 1000};  // none is left out, and nothing else ends the search
    const auto search = [&] {
      return beam_search(*model.network, model.vocabulary, source, *grammar, request.surroundings, nullptr,
                         options, {});
    };
    const BeamResult all = search();
    options.margin = 4;
    const BeamResult some = search();
    steps += some.steps;
    all_steps += all.steps;
    const double least = all.hypotheses.front().log_probability - *options.margin;
    std::vector<std::string> codes;
    codes.reserve(some.hypotheses.size());
    for (const Hypothesis& hypothesis : some.hypotheses) codes.push_back(code_of(hypothesis));
    for (const Hypothesis& hypothesis : all.hypotheses) {
      if (hypothesis.log_probability < least) continue;
      EXPECT_THAT(codes, testing::Contains(code_of(hypothesis))) << description;
    }
  }
  EXPECT_LT(steps, all_steps);
}

/// The probability of the likeliest allowed action, step by step; nothing where that ends the code.
std::optional<double> greedy_log_probability(const model::NetworkPtr& network, std::size_t steps) {
  const torch::InferenceMode inference;
  const engine::Request request = plain_request();
  const text::Vocabulary& vocabulary = fixtures::tiny_vocabulary();
  const auto source = text::encode_source(vocabulary, request, network->config().limits);
  const model::Memory memory = network->encode(model::make_source_batch({&source}));
  const auto decoder = network->decoder(memory);
  Writer writer(vocabulary, source, constraint(), request.surroundings, nullptr, true);
  Draft draft = writer.start();
  double sum = 0;
  for (std::int64_t action = text::begin; steps > 0; --steps) {
    const std::span<const float> row = decoder->step({0}, {action}, {});
    std::vector<std::int64_t> order(static_cast<std::size_t>(vocabulary.size()));  // nothing is copied
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::int64_t a) { return row[static_cast<std::size_t>(a)]; });
    const auto allowed = std::ranges::find_if(order, [&](std::int64_t a) {
      Draft next = draft;
      return writer.apply(next, a);
    });
    action = *allowed;
    if (action == text::end || !writer.apply(draft, action)) return std::nullopt;
    sum += row[static_cast<std::size_t>(action)];
  }
  return sum;
}

TEST(BeamSearch, ScoresAreLogProbabilitiesByStep) {
  constexpr std::size_t steps = 6;
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto network = fixtures::tiny_network(seed, 2);
    const auto expected = greedy_log_probability(network, steps);
    if (!expected) continue;
    ++compared;
    const BeamOptions options{
        .beam = 1, .candidates = 1, .max_steps = steps, .copy = false, .length_exponent = 0.5};
    const BeamResult result = decode(network, plain_request(), options);
    ASSERT_EQ(result.hypotheses.size(), 1U);
    const Hypothesis& only = result.hypotheses.front();
    EXPECT_NEAR(only.log_probability, *expected, 1e-4) << seed;
    EXPECT_NEAR(only.score, *expected / std::sqrt(steps), 1e-4) << seed;
  }
  EXPECT_GT(compared, 5U);
}

TEST(BeamSearch, WeightsBeyondAllBoundsGiveValidCode) {
  auto network = fixtures::tiny_network(8);
  const torch::NoGradGuard no_gradients;
  for (auto& parameter : network->parameters()) parameter.mul_(1e30);
  const BeamOptions options;
  expect_sound(decode(network, plain_request(), options), options, plain_request());
}

TEST(BeamSearch, WithoutConstraintAnythingGoesButNothingCrashes) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 40; ++i) {
    const BeamOptions options{.max_steps = 20, .constrained = false};
    const auto result = decode(fixtures::tiny_network(random(), 4), fixtures::odd_request(random), options);
    EXPECT_LE(result.hypotheses.size(), options.candidates);
  }
}

TEST(BeamSearch, IdenticalRequestsOnManyThreadsGiveIdenticalAnswers) {
  const auto network = fixtures::tiny_network(9, 2);
  const auto answer = [&network] {
    std::string text;
    for (const Hypothesis& hypothesis : decode(network, plain_request(), {.max_steps = 30}).hypotheses) {
      text += fmt::format("{} {}\n", hypothesis.score, code_of(hypothesis));
    }
    return text;
  };
  const std::string expected = answer();
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(answers.size());
    for (std::string& own : answers) {
      threads.emplace_back([&own, &answer] {
        for (int i = 0; i < 5; ++i) own += answer();
      });
    }
  }
  const std::string five_times = fmt::format("{0}{0}{0}{0}{0}", expected);
  for (const std::string& own : answers) EXPECT_EQ(own, five_times);
}

}  // namespace
}  // namespace treewright::decode
