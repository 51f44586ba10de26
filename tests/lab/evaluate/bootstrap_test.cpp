#include "lab/evaluate/bootstrap.h"

#include <gtest/gtest.h>

namespace treewright::lab {
namespace {

/// `right` exact rows of `count`, the first ones.
RowScores rows(int right, int count) {
  RowScores scores;
  for (int i = 0; i < count; ++i) {
    RowScore score{.exact = i < right, .sentence_bleu = i < right ? 1.0 : 0.5};
    score.ngrams =
        count_ngrams({"a", "b", "c", "d"}, i < right ? Words{"a", "b", "c", "d"} : Words{"a", "x"});
    scores.push_back(score);
  }
  return scores;
}

TEST(Bootstrap, FiguresAreThoseOfTheRows) {
  const RowScores scores = rows(1, 4);
  EXPECT_DOUBLE_EQ(figure_of(scores, exact_match), 25);
  EXPECT_DOUBLE_EQ(figure_of(scores, mean_sentence_bleu), 62.5);
  EXPECT_DOUBLE_EQ(figure_of(rows(4, 4), corpus_bleu_of), 100);
  EXPECT_DOUBLE_EQ(figure_of({}, exact_match), 0);
}

TEST(Bootstrap, ALargeDifferenceIsSure) {
  const Difference found = paired_bootstrap(rows(20, 100), rows(60, 100), exact_match);
  EXPECT_DOUBLE_EQ(found.value, 40);
  EXPECT_GT(found.low, 25);
  EXPECT_LT(found.high, 55);
  EXPECT_DOUBLE_EQ(found.not_above, 0);
}

TEST(Bootstrap, ASmallOneIsNot) {
  RowScores first = rows(50, 100), second = rows(51, 100);
  std::swap(second[0], second[99]);  // one row lost, two won
  const Difference found = paired_bootstrap(first, second, exact_match);
  EXPECT_LT(found.low, 0);
  EXPECT_GT(found.high, 0);
  EXPECT_GT(found.not_above, 0.1);
}

TEST(Bootstrap, EqualSystemsDifferByNothingAndTheOtherWayRoundIsTheOpposite) {
  EXPECT_DOUBLE_EQ(paired_bootstrap(rows(5, 10), rows(5, 10), corpus_bleu_of).high, 0);
  EXPECT_DOUBLE_EQ(paired_bootstrap(rows(6, 10), rows(2, 10), exact_match).value, -40);
  EXPECT_DOUBLE_EQ(paired_bootstrap({}, {}, exact_match).value, 0);
}

TEST(Bootstrap, ComparesMeansOfValues) {
  const std::vector<double> low(100, 0.25), high(100, 0.75);
  const Difference found = paired_bootstrap(low, high);
  EXPECT_DOUBLE_EQ(found.value, 0.5);
  EXPECT_DOUBLE_EQ(found.low, 0.5);
  EXPECT_EQ(found.not_above, 0);
  EXPECT_EQ(paired_bootstrap(std::vector<double>(), {}).value, 0);
}

TEST(Bootstrap, IsTheSameForTheSameSeed) {
  const auto run = [](std::uint64_t seed) {
    return paired_bootstrap(rows(5, 30), rows(9, 30), mean_sentence_bleu, 200, seed);
  };
  EXPECT_DOUBLE_EQ(run(7).low, run(7).low);
}

}  // namespace
}  // namespace treewright::lab
