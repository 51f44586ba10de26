#include "retrieval/search/vector_search.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "fixtures/seed.h"
#include "retrieval/search/segment_list.h"

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

/// One segment of vectors with ids.
SegmentView segment_of(const std::map<std::int64_t, Vector>& vectors, std::size_t dimension) {
  auto segment = std::make_shared<Segment>(dimension);
  for (const auto& [id, vector] : vectors) segment->add(id, {}, vector);
  return SegmentView(std::move(segment));
}

std::vector<std::int64_t> nearest(const SegmentList& segments, const Vector& vector, std::size_t most) {
  return ids(find_by_vector(segments, vector, most));
}

TEST(VectorSearch, NearestComeFirst) {
  const SegmentList segments{segment_of({{1, {1, 0}}, {5, {0, 1}}}, 2),
                             segment_of({{6, {0.6F, 0.8F}}, {9, {-1, 0}}}, 2)};
  EXPECT_THAT(nearest(segments, {0, 1}, 9), ElementsAre(5, 6));
  EXPECT_THAT(nearest(segments, {1, 0}, 9), ElementsAre(1, 6));
  EXPECT_THAT(nearest(segments, {1, 0}, 1), ElementsAre(1));
  EXPECT_NEAR(find_by_vector(segments, Vector{1, 0}, 2).back().score, 0.6, 0.01);
}

TEST(VectorSearch, OfEqualOnesTheNewestComesFirst) {
  const SegmentList segments{segment_of({{2, {1}}}, 1), segment_of({{3, {1}}, {7, {1}}}, 1)};
  EXPECT_THAT(nearest(segments, {1}, 2), ElementsAre(7, 3));
}

TEST(VectorSearch, ZerosFindNothingAndAreNotFound) {
  EXPECT_THAT(nearest(SegmentList(), {1, 0}, 3), IsEmpty());
  const SegmentList segments{segment_of({{1, {0, 0}}, {2, {1, 0}}}, 2)};
  EXPECT_THAT(nearest(segments, {1, 0}, 3), ElementsAre(2));
  EXPECT_THAT(nearest(segments, {0, 0}, 3), IsEmpty());
  EXPECT_THAT(nearest(segments, {1, 0}, 0), IsEmpty());
}

TEST(VectorSearch, WhatIsGoneIsNotFound) {
  const SegmentList segments{segment_of({{1, {1, 1}}, {2, {1, 2}}, {3, {1, 3}}}, 2),
                             segment_of({{4, {1, 4}}, {5, {1, 5}}}, 2)};
  EXPECT_THAT(nearest(without(segments, {{5, 7}}), {0, 1}, 2), ElementsAre(4, 3));
  EXPECT_THAT(nearest(merged(without(segments, {{1, 1}, {4, 5}})), {0, 1}, 9), ElementsAre(3, 2));
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

TEST(VectorSearch, FindsWhatAnExactSearchOfFloatsFinds) {
  std::mt19937_64 random(fixtures::test_seed());
  for (const std::size_t dimension : {1U, 3U, 16U, 17U, 64U, 100U}) {
    std::map<std::int64_t, Vector> vectors;
    std::int64_t id = 0;
    for (int i = 0; i < 1500; ++i) {
      id += 1 + static_cast<std::int64_t>(fixtures::below(3, random));
      vectors.emplace(id, random_unit(dimension, random));
    }
    SegmentList segments{segment_of(vectors, dimension)};
    std::set<IdRange> gone;
    for (int i = 0; i < 900; ++i) {
      const auto left = 1 + static_cast<std::int64_t>(fixtures::below(static_cast<std::size_t>(id), random));
      gone.insert({left, left});
      vectors.erase(left);
    }
    segments = without(segments, {gone.begin(), gone.end()});
    for (const SegmentList& each : {segments, merged(segments)}) {
      ASSERT_EQ(each.front().size(), vectors.size());
      for (const std::size_t most : {1U, 10U, 5000U}) {
        const Vector query = random_unit(dimension, random);
        expect_like_exact(find_by_vector(each, query, most), vectors, query, most);
      }
    }
  }
}

}  // namespace
}  // namespace treewright::retrieval
