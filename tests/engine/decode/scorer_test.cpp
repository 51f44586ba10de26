#include "engine/decode/scorer.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "engine/generator.h"
#include "engine/text/fragment.h"
#include "fixtures/tiny_model.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::decode {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::HasSubstr;

engine::Request some_request() {
  engine::Request request;
  request.description = "read the file at path";
  request.surroundings.bare = true;
  request.max_tokens = 24;
  return request;
}

const syntax::Language& python() { return *syntax::language_by_id("python"); }

class ScorerTest : public testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<const Scorer> load() const {
    auto scorer = Scorer::load(folder_.path(), python());
    if (!scorer) throw std::runtime_error(scorer.error().message);
    return *std::move(scorer);
  }
  void set_task(const char* task) const {
    auto config = nlohmann::json::parse(read_file(folder_ / "config.json").value());
    config["task"] = task;
    ASSERT_TRUE(write_file(folder_ / "config.json", config.dump()));
  }
  ScratchFolder folder_;
};

TEST_F(ScorerTest, ATreeModelsOwnCodeIsAsProbableAsTheBeamSays) {
  constexpr const char* shipped = "models/django";
  const auto scorer = Scorer::load(shipped, python()).value();
  const auto generator =
      engine::Generator::load(shipped, {.rerank = false, .length_exponent = 0, .guide = false}).value();
  for (const char* description :
       {"call the function foo with an argument value, substitute the result for bar.", "if items is empty,",
        "return the string 'no such file'."}) {
    engine::Request request = some_request();
    request.description = description;
    const engine::Candidate best = generator.generate(request).candidates.front();
    const std::string code = text::join(text::without_completion(best.lines));
    EXPECT_NEAR(scorer->score(request, {code}).front(), best.score, 0.1) << code;
  }
}

TEST_F(ScorerTest, EachIsScoredAsIfItWereAlone) {
  const std::vector<std::string> codes = {"path = open(path)", "return path", "open(path).read()"};
  const auto expect_alike = [&](const char* what) {
    const auto scorer = load();
    const auto together = scorer->score(some_request(), codes);
    for (std::size_t i = 0; i < codes.size(); ++i)
      EXPECT_THAT(scorer->score(some_request(), {codes[i]}), Each(DoubleNear(together[i], 1e-3))) << what;
  };
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  expect_alike("trees");
  fixtures::write_tiny_model(folder_.path(), 12, 4);
  expect_alike("tokens");
  set_task("reconstruction");
  expect_alike("descriptions");
}

TEST_F(ScorerTest, TheDescriptionMatters) {
  fixtures::write_tiny_model(folder_.path(), 12, 4);
  engine::Request other = some_request();
  other.description = "close the socket";
  for (const char* task : {"generation", "reconstruction"}) {
    set_task(task);
    EXPECT_NE(load()->score(some_request(), {"return path"}), load()->score(other, {"return path"})) << task;
  }
}

TEST_F(ScorerTest, WhatItCouldNotHaveWrittenIsImprobable) {
  fixtures::write_tiny_tree_model(folder_.path(), 11);
  const auto scores = load()->score(some_request(), {"", "return path", "= = ="});
  EXPECT_EQ(scores[0], Scorer::improbable);
  EXPECT_GT(scores[1], Scorer::improbable);
  EXPECT_EQ(scores[2], Scorer::improbable);
}

TEST_F(ScorerTest, RefusesWhatCannotScoreThisLanguage) {
  EXPECT_THAT(Scorer::load(folder_ / "none", python()).error().message, HasSubstr("none/config.json"));
  fixtures::write_tiny_model(folder_.path(), 12, 4);
  auto config = nlohmann::json::parse(read_file(folder_ / "config.json").value());
  config["language"] = "cobol";
  ASSERT_TRUE(write_file(folder_ / "config.json", config.dump()));
  EXPECT_THAT(Scorer::load(folder_.path(), python()).error().message,
              HasSubstr("\"language\" must be \"python\""));
}

}  // namespace
}  // namespace treewright::decode
