#include "engine/model/row_attention.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "fixtures/simd_targets.h"

namespace treewright::model {
namespace {

using Numbers = std::vector<float>;

Numbers random_numbers(std::int64_t count, std::mt19937& random) {
  std::uniform_real_distribution<float> number(-1, 1);
  Numbers numbers(static_cast<std::size_t>(count));
  for (float& n : numbers) n = number(random);
  return numbers;
}

/// Rows at odd addresses, of which some are attended to.
struct Case {
  static constexpr std::int64_t heads = 3, row_count = 11;
  std::int64_t size, stride = 2 * heads * size + 1;
  std::vector<std::int64_t> rows;
  Numbers numbers, query, weights;

  Case(std::int64_t head_size, std::int64_t count, std::mt19937& random)
      : size(head_size),
        numbers(random_numbers(row_count * stride + 1, random)),
        query(random_numbers(heads * size + 1, random)),
        weights(random_numbers(heads * count, random)) {
    for (std::int64_t s = 0; s < count; ++s) rows.push_back(static_cast<std::int64_t>(random() % row_count));
  }
  [[nodiscard]] KeyValueRows memory() const { return {numbers.data() + 1, stride, heads, size}; }
  [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(rows.size()); }
  /// Of the s-th row: key i of the head, or value i.
  [[nodiscard]] double at(std::int64_t s, bool value, std::int64_t head, std::int64_t i) const {
    const float* row = memory().first + rows[static_cast<std::size_t>(s)] * stride;
    return row[((value ? heads : 0) + head) * size + i];
  }
};

template <typename Check>
void for_cases(const Check& check) {
  std::mt19937 random(3);
  for (const std::int64_t size : {1, 3, 4, 8, 21, 64, 100}) {
    for (const std::int64_t count : {0, 1, 2, 3, 4, 5, 9}) {
      SCOPED_TRACE(testing::Message() << "heads of " << size << ", " << count << " rows");
      check(Case(size, count, random));
    }
  }
}

using RowAttentions = fixtures::OnSimdTarget;

TEST_P(RowAttentions, ScoresGainTheProductsWithKeys) {
  for_cases([](const Case& c) {
    Numbers scores(static_cast<std::size_t>(Case::heads * c.count() + 1), 7.0F);
    add_scores(c.memory(), c.query.data() + 1, c.rows, scores.data());
    for (std::int64_t h = 0; h < Case::heads; ++h) {
      for (std::int64_t s = 0; s < c.count(); ++s) {
        double sum = 7;
        for (std::int64_t i = 0; i < c.size; ++i)
          sum += static_cast<double>(c.query[static_cast<std::size_t>(1 + h * c.size + i)]) *
                 c.at(s, false, h, i);
        ASSERT_NEAR(scores[static_cast<std::size_t>(h * c.count() + s)], sum, 1e-4);
      }
    }
    EXPECT_EQ(scores.back(), 7.0F) << "wrote beyond";
  });
}

TEST_P(RowAttentions, ContextIsTheValuesByTheirWeights) {
  for_cases([](const Case& c) {
    Numbers context(static_cast<std::size_t>(Case::heads * c.size + 1), 7.0F);
    mix_values(c.memory(), c.weights.data(), c.rows, context.data());
    for (std::int64_t h = 0; h < Case::heads; ++h) {
      for (std::int64_t i = 0; i < c.size; ++i) {
        double sum = 0;
        for (std::int64_t s = 0; s < c.count(); ++s)
          sum += static_cast<double>(c.weights[static_cast<std::size_t>(h * c.count() + s)]) *
                 c.at(s, true, h, i);
        ASSERT_NEAR(context[static_cast<std::size_t>(h * c.size + i)], sum, 1e-4);
      }
    }
    EXPECT_EQ(context.back(), 7.0F) << "wrote beyond";
  });
}

INSTANTIATE_TEST_SUITE_P(Targets, RowAttentions, fixtures::all_simd_targets(), fixtures::simd_name);

}  // namespace
}  // namespace treewright::model
