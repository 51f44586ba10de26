#include "retrieval/search/fusion.h"

#include <gmock/gmock.h>

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::int64_t> fused(const std::vector<Hit>& words, const std::vector<Hit>& vectors,
                                std::size_t most = 9) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : fuse(words, vectors, most)) ids.push_back(hit.id);
  return ids;
}

TEST(Fusion, WhatBothHaveComesFirst) {
  EXPECT_THAT(fused({{1, 30}, {3, 20}}, {{4, 0.9}, {3, 0.8}, {5, 0.1}}), ElementsAre(3, 4, 1, 5));
  EXPECT_THAT(fused({{1, 30}, {3, 20}}, {{4, 0.9}, {3, 0.8}, {5, 0.1}}, 2), ElementsAre(3, 4));
}

TEST(Fusion, ScoresCountInPartsOfTheBest) {
  const auto hits = fuse({{1, 30}, {2, 15}}, {{2, 0.5}}, 9);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_DOUBLE_EQ(hits[0].score, 0.5 + 2);
  EXPECT_DOUBLE_EQ(hits[1].score, 1);
}

TEST(Fusion, OneRankingStaysAsItIs) {
  EXPECT_THAT(fused({{5, 3}, {1, 2}, {3, 1}}, {}), ElementsAre(5, 1, 3));
  EXPECT_THAT(fused({}, {{7, 0.5}, {6, 0.5}}), ElementsAre(7, 6));
  EXPECT_THAT(fused({}, {}), IsEmpty());
}

}  // namespace
}  // namespace treewright::retrieval
