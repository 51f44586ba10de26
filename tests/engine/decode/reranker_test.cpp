#include "engine/decode/reranker.h"

#include <gmock/gmock.h>

#include "fixtures/tiny_model.h"
#include "support/scratch_folder.h"

namespace treewright::decode {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

class RerankerTest : public testing::Test {
 protected:
  void SetUp() override {
    fixtures::write_tiny_model(folder_ / "tokens", 12, 4);
    fixtures::write_tiny_tree_model(folder_ / "trees", 11);
    request_.description = "read the file at path";
  }
  [[nodiscard]] Result<Reranker> load(const model::Reranking& reranking) const {
    return Reranker::load(folder_.path(), *syntax::language_by_id("python"), reranking);
  }
  [[nodiscard]] std::vector<double> scored_by(const char* name, const std::vector<std::string>& codes) const {
    return Scorer::load(folder_ / name, *syntax::language_by_id("python")).value()->score(request_, codes);
  }
  ScratchFolder folder_;
  engine::Request request_;
};

TEST_F(RerankerTest, WeighsWhatEachScorerSays) {
  const auto reranker = load({{{"tokens", 0.5}, {"trees", 2}}, 10});
  ASSERT_TRUE(reranker) << reranker.error().message;
  const std::vector<std::string> codes = {"return path", "open(path)"};
  const auto tokens = scored_by("tokens", codes), trees = scored_by("trees", codes);
  EXPECT_THAT(reranker->score(request_, {{codes[0], -1}, {codes[1], -3}}),
              ElementsAre(DoubleNear(-1 + 0.5 * tokens[0] + 2 * trees[0], 1e-3),
                          DoubleNear(-3 + 0.5 * tokens[1] + 2 * trees[1], 1e-3)));
}

TEST_F(RerankerTest, WhatIsFarLessProbableComesAfterwards) {
  const auto scores = load({{{"tokens", 1}}, 4})
                          ->score(request_, {{"return path", -1}, {"x = = 1", -5}, {"x", -9}, {"path", -20}});
  EXPECT_LT(scores[1], Scorer::improbable + 1) << "within the margin, and no scorer could have written it";
  EXPECT_LT(scores[2], scores[1]);
  EXPECT_LT(scores[3], scores[2]);
}

TEST_F(RerankerTest, TheFirstIsScoredThoughAShorterOneIsMoreProbable) {
  const auto scores = load({{{"tokens", 1}}, 4})->score(request_, {{"return path", -9}, {"", -1}});
  EXPECT_GT(scores[0], scores[1]);
}

TEST_F(RerankerTest, NoJudgeIsAskedWhereTheGeneratorIsSure) {
  const auto reranker = load({{{"tokens", 1}}, 4});
  EXPECT_THAT(reranker->score(request_, {{"return path", -1}, {"x = = 1", -5.5}}), ElementsAre(-1, -5.5));
  EXPECT_THAT(reranker->score(request_, {}), ElementsAre());
}

TEST_F(RerankerTest, AWeightOfNothingIsNoJudge) {
  EXPECT_TRUE(load({{{"tokens", 0}, {"none", 0}}, 4})->empty());
  EXPECT_FALSE(load({{{"tokens", 1}}, 4})->empty());
  EXPECT_THAT(load({{{"none", 1}}, 4}).error().message, HasSubstr("none/config.json"));
}

TEST_F(RerankerTest, SaysNothingWhenItIsStopped) {
  std::stop_source stop;
  request_.stop = stop.get_token();
  stop.request_stop();
  EXPECT_THAT(load({{{"tokens", 1}}, 4})->score(request_, {{"x", -1}, {"y", -1}}), ElementsAre());
}

}  // namespace
}  // namespace treewright::decode
