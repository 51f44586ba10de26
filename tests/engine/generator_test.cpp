#include "engine/generator.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "engine/syntax/tree.h"
#include "fixtures/odd_requests.h"
#include "fixtures/tiny_model.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::engine {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class GeneratorTest : public testing::Test {
 protected:
  void SetUp() override { fixtures::write_tiny_model(folder_.path(), 11, 4); }
  [[nodiscard]] Generator load(const GeneratorOptions& options = {}) const {
    auto generator = Generator::load(folder_.path(), options);
    if (!generator) throw std::runtime_error(generator.error().message);
    return *std::move(generator);
  }
  ScratchFolder folder_;
};

Request plain_request() {
  Request request;
  request.description = "read the file at path";
  request.names = {{"path", NameKind::parameter}};
  return request;
}

TEST_F(GeneratorTest, AnswersAnyRequestWithDistinctValidCode) {
  std::mt19937_64 random(fixtures::test_seed());
  const Generator generator = load();
  for (int i = 0; i < 60; ++i) {
    Request request = fixtures::odd_request(random);
    request.max_tokens = 1 + fixtures::below(24, random);
    const Generation generation = generator.generate(request);
    EXPECT_FALSE(generation.cancelled);
    EXPECT_GE(generation.candidates.size(), 1U);
    std::vector<std::string> seen;
    for (const Candidate& candidate : generation.candidates) {
      const std::string code = text::join(candidate.lines);
      const auto tree = syntax::Parser(*syntax::language_by_id("python")).parse(code);
      EXPECT_EQ(syntax::count_errors(tree.root()), 0U) << code;
      EXPECT_THAT(seen, testing::Not(testing::Contains(code)));
      seen.push_back(code);
    }
  }
}

TEST_F(GeneratorTest, MoreCandidatesThanTheBeamWidenIt) {
  Request request = plain_request();
  request.candidates = 9;
  const auto generation = load({.beam = 2}).generate(request);
  EXPECT_GT(generation.candidates.size(), 2U);
  EXPECT_LE(generation.candidates.size(), 9U);
  request.candidates = 0;
  EXPECT_TRUE(load().generate(request).candidates.empty());
}

TEST_F(GeneratorTest, CancelledGivesNoCandidates) {
  std::stop_source stop;
  stop.request_stop();
  Request request = plain_request();
  request.stop = stop.get_token();
  const Generation generation = load().generate(request);
  EXPECT_TRUE(generation.cancelled);
  EXPECT_TRUE(generation.candidates.empty());
}

TEST_F(GeneratorTest, IsDeterministicAndServesManyThreads) {
  const Generator generator = load();
  const auto answer = [&generator] {
    std::string text;
    for (const Candidate& candidate : generator.generate(plain_request()).candidates) {
      text += fmt::format("{} {}\n", candidate.score, text::join(candidate.lines));
    }
    return text;
  };
  const std::string expected = answer();
  EXPECT_FALSE(expected.empty());
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(answers.size());
    for (std::string& own : answers) threads.emplace_back([&own, &answer] { own = answer(); });
  }
  EXPECT_THAT(answers, testing::Each(expected));
  Generator moved = load();
  moved = load();
  EXPECT_FALSE(moved.generate(plain_request()).candidates.empty());
}

constexpr std::string_view one_example = "{\"nl\": \"read the file at path\", \"code\": \"del path\"}\n";

TEST_F(GeneratorTest, GuidanceFollowsTheModelsExamples) {
  fixtures::write_tiny_tree_model(folder_.path(), 11, 1, one_example);
  const auto best = [&](const GeneratorOptions& options) {
    return text::join(load(options).generate(plain_request()).candidates.front().lines);
  };
  EXPECT_EQ(best({.guidance = recode::RecodeOptions{.lambda = 12, .subtract_mean = false}}), "del path");
  EXPECT_NE(best({}), "del path");
  const Generator guided = load({.guidance = recode::RecodeOptions{}});
  EXPECT_FALSE(guided.generate({}).candidates.empty());
}

void expect_guidance_by_request(const std::filesystem::path& folder) {
  Request with_example = plain_request();
  with_example.examples = {{with_example.description, "del path"}};
  const auto answer = [&](const Request& request, const GeneratorOptions& options) {
    std::string all;
    for (const Candidate& candidate : Generator::load(folder, options)->generate(request).candidates)
      all += fmt::format("{} {}\n", text::join(candidate.lines), candidate.score);
    return all;
  };
  EXPECT_NE(answer(with_example, {}), answer(plain_request(), {}));
  EXPECT_EQ(answer(with_example, {.guide = false}), answer(plain_request(), {.guide = false}));
}

TEST_F(GeneratorTest, GuidanceFollowsTheRequestsExamplesWhereTheModelHasNone) {
  expect_guidance_by_request(folder_.path());  // a token decoder
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  expect_guidance_by_request(folder_.path());
}

TEST_F(GeneratorTest, RefusesGuidanceThatItCannotHave) {
  const auto refusal = [&] {
    const auto generator = Generator::load(folder_.path(), {.guidance = recode::RecodeOptions{}});
    return generator ? "nothing" : generator.error().message;
  };
  EXPECT_THAT(refusal(), HasSubstr("config.json: \"examples_sha256\" is missing"));
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  EXPECT_THAT(refusal(), HasSubstr("config.json: \"examples_sha256\" is missing"));
  fixtures::write_tiny_tree_model(folder_.path(), 11, 1, "{\"nl\": \"a\"}\n");
  EXPECT_THAT(refusal(), HasSubstr("examples.jsonl:1: \"code\" must be a string"));
  fixtures::write_tiny_tree_model(folder_.path(), 11, 1, one_example);
  ASSERT_TRUE(write_file(folder_ / "examples.jsonl", "{}"));
  EXPECT_THAT(refusal(), HasSubstr("examples.jsonl: damaged"));
}

TEST_F(GeneratorTest, RefusesUnknownLanguages) {
  auto config = nlohmann::json::parse(read_file(folder_ / "config.json").value());
  config["language"] = "klingon";
  ASSERT_TRUE(write_file(folder_ / "config.json", config.dump()));
  const auto generator = Generator::load(folder_.path());
  ASSERT_FALSE(generator);
  EXPECT_THAT(
      generator.error().message,
      AllOf(HasSubstr("config.json"), HasSubstr("\"language\": \"klingon\""), HasSubstr("use the release")));
}

TEST_F(GeneratorTest, RefusesTheActionsOfAnotherGrammar) {
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  auto config = nlohmann::json::parse(read_file(folder_ / "config.json").value());
  config["grammar"] = "python 0.1.2";
  config["symbols"][5] = "(another action)";
  ASSERT_TRUE(write_file(folder_ / "config.json", config.dump()));
  const auto generator = Generator::load(folder_.path());
  ASSERT_FALSE(generator);
  EXPECT_THAT(generator.error().message,
              AllOf(HasSubstr("config.json"), HasSubstr("\"python 0.1.2\""),
                    HasSubstr(syntax::grammar_version(*syntax::language_by_id("python")))));
}

TEST_F(GeneratorTest, CandidatesAreRerankedByTheScorersOfTheConfig) {
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  const auto scores = [&](const GeneratorOptions& options) {
    std::vector<double> all;
    for (const Candidate& candidate : load(options).generate(plain_request()).candidates)
      all.push_back(candidate.score);
    return all;
  };
  const auto plain = scores({});
  auto config = nlohmann::json::parse(read_file(folder_ / "config.json").value());
  config["decoding"]["scorers"] = {{"tokens", 100}};
  config["decoding"]["margin"] = 1000;
  ASSERT_TRUE(write_file(folder_ / "config.json", config.dump()));
  EXPECT_THAT(Generator::load(folder_.path()).error().message, HasSubstr("reranker/tokens/config.json"));
  EXPECT_EQ(scores({.rerank = false}), plain);
  EXPECT_EQ(scores({.scorers = {{"tokens", 0}}}), plain) << "then it is not asked";
  fixtures::write_tiny_model(folder_ / "reranker/tokens", 12, 4);
  const auto reranked = scores({});
  EXPECT_THAT(reranked, testing::SizeIs(plain.size()));
  EXPECT_TRUE(std::ranges::is_sorted(reranked, std::greater<>()));
  EXPECT_LT(reranked.front(), 10 * plain.front()) << "a hundred times the scorer's log-probability is in it";
}

TEST_F(GeneratorTest, RefusesAFolderWithoutAModel) {
  const auto generator = Generator::load(folder_ / "none");
  ASSERT_FALSE(generator);
  EXPECT_THAT(generator.error().message,
              AllOf(HasSubstr("none/config.json"), HasSubstr("restore the model's folder")));
}

}  // namespace
}  // namespace treewright::engine
