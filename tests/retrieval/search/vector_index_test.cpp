#include "retrieval/search/vector_index.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "fixtures/seed.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Vector = std::vector<float>;

std::vector<std::int64_t> ids(const std::vector<Hit>& hits) {
  std::vector<std::int64_t> found;
  found.reserve(hits.size());
  for (const Hit& hit : hits) found.push_back(hit.id);
  return found;
}

double product(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

Vector random_unit(std::size_t dimension, std::mt19937_64& random) {
  std::normal_distribution<float> normal;
  Vector vector(dimension);
  for (float& number : vector) number = normal(random);
  const auto length = static_cast<float>(std::sqrt(product(vector, vector)));
  for (float& number : vector) number /= length;
  return vector;
}

TEST(VectorIndex, NearestComeFirst) {
  VectorIndex index(2);
  index.add(1, Vector{1, 0});
  index.add(5, Vector{0, 1});
  index.add(6, Vector{0.6F, 0.8F});
  index.add(9, Vector{-1, 0});
  EXPECT_THAT(ids(index.find(Vector{0, 1}, 9)), ElementsAre(5, 6));
  EXPECT_THAT(ids(index.find(Vector{1, 0}, 9)), ElementsAre(1, 6));
  EXPECT_THAT(ids(index.find(Vector{1, 0}, 1)), ElementsAre(1));
  EXPECT_NEAR(index.find(Vector{1, 0}, 2).back().score, 0.6, 0.01);
}

TEST(VectorIndex, OfEqualOnesTheNewestComesFirst) {
  VectorIndex index(1);
  for (const std::int64_t id : {2, 3, 7}) index.add(id, Vector{1});
  EXPECT_THAT(ids(index.find(Vector{1}, 2)), ElementsAre(7, 3));
}

TEST(VectorIndex, ZerosFindNothingAndAreNotFound) {
  VectorIndex index(2);
  EXPECT_THAT(index.find(Vector{1, 0}, 3), IsEmpty());
  index.add(1, Vector{0, 0});
  index.add(2, Vector{1, 0});
  EXPECT_EQ(index.size(), 2U);
  EXPECT_THAT(ids(index.find(Vector{1, 0}, 3)), ElementsAre(2));
  EXPECT_THAT(index.find(Vector{0, 0}, 3), IsEmpty());
  EXPECT_THAT(index.find(Vector{1, 0}, 0), IsEmpty());
}

TEST(VectorIndex, WhatIsRemovedIsNotFound) {
  VectorIndex index(2);
  for (std::int64_t id = 1; id <= 5; ++id) index.add(id, Vector{1, static_cast<float>(id)});
  index.remove(5);
  index.remove(5);
  index.remove(77);
  EXPECT_EQ(index.size(), 4U);
  EXPECT_THAT(ids(index.find(Vector{0, 1}, 2)), ElementsAre(4, 3));
  index.remove(4);
  index.remove(1);  // most are gone: the index forgets them
  EXPECT_EQ(index.size(), 2U);
  index.add(8, Vector{0, 9});
  EXPECT_THAT(ids(index.find(Vector{0, 1}, 9)), ElementsAre(8, 3, 2));
}

constexpr double rounding = 0.01;  // more than what rounding to whole numbers moves a score by

/// That `hits` differ from the exact ranking by rounding alone.
void expect_like_exact(const std::vector<Hit>& hits, const std::map<std::int64_t, Vector>& vectors,
                       const Vector& query, std::size_t most) {
  std::vector<double> exact;
  exact.reserve(vectors.size());
  for (const auto& [id, vector] : vectors) exact.push_back(std::max(0.0, product(vector, query)));
  std::ranges::sort(exact, std::greater());
  std::erase(exact, 0.0);
  ASSERT_LE(hits.size(), most);
  // A product near nothing may round to nothing, which is no hit.
  const auto sure =
      static_cast<std::size_t>(std::ranges::count_if(exact, [](double x) { return x > rounding; }));
  ASSERT_GE(hits.size(), std::min(most, sure));
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_NEAR(hits[i].score, product(vectors.at(hits[i].id), query), rounding);
    EXPECT_NEAR(hits[i].score, i < exact.size() ? exact[i] : 0, rounding);
  }
}

TEST(VectorIndex, FindsWhatAnExactSearchOfFloatsFinds) {
  std::mt19937_64 random(fixtures::test_seed());
  for (const std::size_t dimension : {1U, 3U, 16U, 17U, 64U, 100U}) {
    VectorIndex index(dimension);
    std::map<std::int64_t, Vector> vectors;
    std::int64_t id = 0;
    for (int i = 0; i < 1500; ++i) {
      id += 1 + static_cast<std::int64_t>(fixtures::below(3, random));
      index.add(id, vectors.emplace(id, random_unit(dimension, random)).first->second);
    }
    for (int i = 0; i < 900; ++i) {
      const auto gone = 1 + static_cast<std::int64_t>(fixtures::below(static_cast<std::size_t>(id), random));
      index.remove(gone);
      vectors.erase(gone);
    }
    ASSERT_EQ(index.size(), vectors.size());
    for (const std::size_t most : {1U, 10U, 5000U}) {
      const Vector query = random_unit(dimension, random);
      expect_like_exact(index.find(query, most), vectors, query, most);
    }
  }
}

}  // namespace
}  // namespace treewright::retrieval
