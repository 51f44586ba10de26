#include "retrieval/search/vector_scan.h"

#include <gmock/gmock.h>

#include <vector>

#include "fixtures/seed.h"
#include "fixtures/simd_targets.h"

namespace treewright::retrieval {
namespace {

std::int32_t product(const std::int8_t* row, const std::vector<std::int16_t>& query) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < query.size(); ++i) sum += row[i] * query[i];
  return sum;
}

using VectorScan = fixtures::OnSimdTarget;

TEST_P(VectorScan, IsEveryRowsProduct) {
  std::mt19937_64 random(fixtures::test_seed());
  for (const std::size_t stride : {scan_block, 3 * scan_block, 8 * scan_block}) {
    for (const std::size_t count : {0U, 1U, 3U, 4U, 7U, 64U}) {
      std::vector<std::int8_t> rows(1 + count * stride);  // at odd addresses
      std::vector<std::int16_t> query(stride);
      for (std::int8_t& number : rows) number = static_cast<std::int8_t>(random());
      for (std::int16_t& number : query)
        number = static_cast<std::int16_t>(static_cast<int>(fixtures::below(2 * scan_most + 1, random)) -
                                           scan_most);
      std::vector<std::int32_t> products(count + 1, 7);
      scan(rows.data() + 1, count, stride, query.data(), products.data());
      for (std::size_t r = 0; r < count; ++r)
        EXPECT_EQ(products[r], product(rows.data() + 1 + r * stride, query));
      EXPECT_EQ(products.back(), 7) << "wrote beyond";
    }
  }
}

TEST_P(VectorScan, TheLargestProductFits) {
  constexpr std::size_t stride = 4096;
  const std::vector<std::int8_t> rows(4 * stride, 127);
  const std::vector<std::int16_t> query(stride, scan_most);
  std::vector<std::int32_t> products(4);
  scan(rows.data(), 4, stride, query.data(), products.data());
  EXPECT_THAT(products, testing::Each(127 * scan_most * static_cast<std::int32_t>(stride)));
}

INSTANTIATE_TEST_SUITE_P(Targets, VectorScan, fixtures::all_simd_targets(), fixtures::simd_name);

}  // namespace
}  // namespace treewright::retrieval
