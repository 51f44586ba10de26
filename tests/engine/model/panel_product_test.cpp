#include "engine/model/panel_product.h"

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

/// A product of odd sizes with everything at odd addresses, and what lies beyond its result.
struct Case {
  std::int64_t rows, inputs, outputs;
  std::int64_t x_stride = inputs + 3, y_stride = outputs + 5;
  std::int64_t panels = (outputs + panel_width - 1) / panel_width;
  Numbers x, weights, bias, y;

  Case(std::int64_t r, std::int64_t i, std::int64_t o, std::mt19937& random)
      : rows(r),
        inputs(i),
        outputs(o),
        x(random_numbers(rows * x_stride + 1, random)),
        weights(random_numbers(panels * inputs * panel_width + 1, random)),
        bias(random_numbers(panels * panel_width + 1, random)),
        y(static_cast<std::size_t>(rows * y_stride + 1), 7.0F) {}

  void multiply() {
    multiply_panels({x.data() + 1, x_stride, weights.data() + 1, bias.data() + 1, y.data() + 1, y_stride,
                     rows, inputs, outputs});
  }

  [[nodiscard]] double expected(std::int64_t row, std::int64_t column) const {
    const auto at = [](const Numbers& numbers, std::int64_t i) {
      return static_cast<double>(numbers[static_cast<std::size_t>(i + 1)]);
    };
    const std::int64_t panel = column / panel_width, lane = column % panel_width;
    double sum = at(bias, column);
    for (std::int64_t i = 0; i < inputs; ++i)
      sum += at(x, row * x_stride + i) * at(weights, (panel * inputs + i) * panel_width + lane);
    return sum;
  }
};

using PanelProducts = fixtures::OnSimdTarget;

TEST_P(PanelProducts, AreThoseOfNumbersOneByOne) {
  std::mt19937 random(1);
  for (const std::int64_t rows : {0, 1, 2, 3, 4, 5, 6, 9, 13}) {
    for (const std::int64_t inputs : {0, 1, 7, 64, 301}) {
      for (const std::int64_t outputs : {1, 3, 4, 8, 15, 16, 17, 31, 32, 33, 50, 100}) {
        Case c(rows, inputs, outputs, random);
        c.multiply();
        EXPECT_EQ(c.y.front(), 7.0F);
        for (std::int64_t row = 0; row < rows; ++row) {
          const float* y = c.y.data() + 1 + row * c.y_stride;
          for (std::int64_t column = 0; column < outputs; ++column)
            ASSERT_NEAR(y[column], c.expected(row, column), 1e-4)
                << rows << " rows, " << inputs << " inputs, " << outputs << " outputs: " << row << ", "
                << column;
          for (std::int64_t column = outputs; column < c.y_stride; ++column)
            ASSERT_EQ(y[column], 7.0F) << "wrote beyond " << outputs << " outputs";
        }
      }
    }
  }
}

TEST_P(PanelProducts, OfARowDoNotDependOnTheOthers) {
  std::mt19937 random(2);
  Case together(13, 70, 40, random);
  together.multiply();
  for (std::int64_t row = 0; row < together.rows; ++row) {
    Case alone = together;
    alone.rows = 1;
    alone.x.erase(alone.x.begin(), alone.x.begin() + row * together.x_stride);
    alone.multiply();
    for (std::int64_t column = 0; column < together.outputs; ++column)
      ASSERT_EQ(alone.y[static_cast<std::size_t>(1 + column)],
                together.y[static_cast<std::size_t>(1 + row * together.y_stride + column)]);
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, PanelProducts, fixtures::all_simd_targets(), fixtures::simd_name);

}  // namespace
}  // namespace treewright::model
