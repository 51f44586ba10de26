#include "lab/evaluate/metrics.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace treewright::lab {
namespace {

CodeMetrics scored(const std::string& reference, const std::vector<std::string>& candidates) {
  CodeMetrics metrics;
  score(*syntax::language_by_id("python"), reference, candidates, metrics);
  return metrics;
}

TEST(Metrics, QuotesAndLayoutDoNotCount) {
  const CodeMetrics metrics = scored("x = f ( 'a' )", {"x = f(\n    \"a\",\n)"});
  EXPECT_EQ(metrics.exact.hits, 1u);
  EXPECT_EQ(metrics.token_accuracy.hits, metrics.token_accuracy.of);
  EXPECT_NEAR(metrics.token_bleu(), 100, 1e-9);
}

TEST(Metrics, AHeaderIsCompletedBeforeItIsCompared) {
  const CodeMetrics metrics = scored("if x :", {"if x:\n    pass"});
  EXPECT_EQ(metrics.exact.hits, 1u);
  EXPECT_EQ(metrics.valid.hits, 1u);
}

TEST(Metrics, AnyCandidateCountsForTheOracleAlone) {
  const CodeMetrics metrics = scored("x = 1", {"x = 2", "x = 1"});
  EXPECT_EQ(metrics.exact.hits, 0u);
  EXPECT_EQ(metrics.exact_any.hits, 1u);
  // identifier, =, number, newline: one of four differs.
  EXPECT_EQ(metrics.token_accuracy.hits, 3u);
  EXPECT_EQ(metrics.token_accuracy.of, 4u);
}

TEST(Metrics, CodeThatDoesNotParseIsNeverExactNorValid) {
  const CodeMetrics metrics = scored("x = (1)", {"x = (1"});
  EXPECT_EQ(metrics.exact.hits, 0u);
  EXPECT_EQ(metrics.valid.hits, 0u);
  EXPECT_EQ(metrics.valid.of, 1u);
}

TEST(Metrics, AReferenceThatDoesNotParseIsComparedByItsWords) {
  EXPECT_EQ(scored("elif x :", {"elif x:"}).exact.hits, 1u);
  EXPECT_EQ(scored("elif x :", {"elif y:"}).exact.hits, 0u);
}

TEST(Metrics, ARowWithoutAnswerIsWrongEverywhere) {
  const CodeMetrics metrics = scored("x = 1", {});
  for (const Share* share : {&metrics.answered, &metrics.exact, &metrics.exact_any, &metrics.valid}) {
    EXPECT_EQ(share->hits, 0u);
    EXPECT_EQ(share->of, 1u);
  }
  EXPECT_EQ(metrics.unknown.of, 0u);
  EXPECT_EQ(metrics.token_accuracy.of, 4u);
  EXPECT_EQ(metrics.sentence_bleu(), 0);
}

TEST(Metrics, UnknownTokensAreSeen) {
  EXPECT_EQ(scored("x = 1", {"x = <unk>"}).unknown.hits, 1u);
  EXPECT_EQ(scored("x = 1", {"x = \u2047"}).unknown.hits, 1u);
  EXPECT_EQ(scored("x = 1", {"unk = UNK"}).unknown.hits, 0u);
}

TEST(Metrics, AReferenceRowNeedsItsCode) {
  EXPECT_TRUE(parse_reference_row({{"nl", "add"}, {"code", "x += 1"}}, 1));
  const auto row = parse_reference_row({{"nl", "add"}}, 1);
  ASSERT_FALSE(row);
  EXPECT_NE(row.error().message.find("\"code\""), std::string::npos);
}

}  // namespace
}  // namespace treewright::lab
