#include "retrieval/index/rank_fusion.h"

#include <gmock/gmock.h>

namespace treewright::retrieval {
namespace {

using ::testing::IsEmpty;

std::vector<Hit> ranking(const std::vector<std::int64_t>& ids) {
  std::vector<Hit> hits;
  for (const std::int64_t id : ids) hits.push_back({id, 100.0 - static_cast<double>(hits.size())});
  return hits;
}

std::vector<std::int64_t> fused(const std::vector<std::vector<Hit>>& rankings, std::size_t most = 9) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : fuse(rankings, most)) ids.push_back(hit.id);
  return ids;
}

using Ids = std::vector<std::int64_t>;

TEST(RankFusion, WhatBothHaveComesFirst) {
  EXPECT_EQ(fused({ranking({1, 2, 3}), ranking({4, 3})}), (Ids{3, 4, 1, 2}));
  EXPECT_EQ(fused({ranking({1, 2, 3}), ranking({4, 3})}, 2), (Ids{3, 4}));
}

TEST(RankFusion, OneRankingStaysAsItIs) {
  EXPECT_EQ(fused({ranking({5, 1, 3}), {}}), (Ids{5, 1, 3}));
  EXPECT_THAT(fused({}), IsEmpty());
}

TEST(RankFusion, ScoresArePlacesFromTheDamping) {
  const std::vector rankings = {ranking({1}), ranking({2, 1})};
  EXPECT_DOUBLE_EQ(fuse(rankings, 1, 10).front().score, 1.0 / 11 + 1.0 / 12);
}

}  // namespace
}  // namespace treewright::retrieval
