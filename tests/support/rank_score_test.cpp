#include "support/rank_score.h"

#include <gmock/gmock.h>

namespace treewright {
namespace {

TEST(RankScore, CountsThePlacesOfTheFirstTen) {
  RankScore score;
  EXPECT_EQ(score.mean_reciprocal(), 0);
  score.count(0);
  score.count(3);
  score.count(10);
  score.count(std::nullopt);
  EXPECT_EQ(score.found.hits, 2U);
  EXPECT_EQ(score.found.of, 4U);
  EXPECT_DOUBLE_EQ(score.mean_reciprocal(), (1 + 0.25) / 4);
}

}  // namespace
}  // namespace treewright
