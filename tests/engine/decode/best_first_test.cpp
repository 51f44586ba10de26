#include "engine/decode/best_first.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace treewright::decode {
namespace {

std::vector<std::int64_t> pop_all(std::span<const float> row) {
  BestFirst best(row);
  std::vector<std::int64_t> order;
  for (; best.top() >= 0; best.pop()) order.push_back(best.top());
  return order;
}

TEST(BestFirst, OrdersLikeASortAcrossPasses) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> value(0, 400);  // many equal values
  std::vector<float> row(1000);
  for (float& x : row) x = static_cast<float>(value(random));
  std::vector<std::int64_t> expected(row.size());
  std::iota(expected.begin(), expected.end(), 0);
  std::ranges::stable_sort(expected, [&](auto a, auto b) {
    return row[static_cast<std::size_t>(a)] > row[static_cast<std::size_t>(b)];
  });
  EXPECT_EQ(pop_all(row), expected);
}

TEST(BestFirst, ShortRowsAndNone) {
  EXPECT_EQ(pop_all(std::vector<float>{1, 3, 2}), (std::vector<std::int64_t>{1, 2, 0}));
  EXPECT_EQ(pop_all({}), std::vector<std::int64_t>{});
}

}  // namespace
}  // namespace treewright::decode
