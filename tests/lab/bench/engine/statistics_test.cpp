#include "lab/bench/engine/statistics.h"

#include <gtest/gtest.h>

namespace treewright::bench {
namespace {

TEST(Percentile, InterpolatesBetweenNeighbours) {
  EXPECT_DOUBLE_EQ(percentile({4, 1, 3, 2}, 50), 2.5);
  EXPECT_DOUBLE_EQ(percentile({10, 20, 30, 40, 50}, 95), 48);
  EXPECT_DOUBLE_EQ(median({7, 9, 1}), 7);
}

TEST(Percentile, EndsAreTheLeastAndTheGreatest) {
  EXPECT_DOUBLE_EQ(percentile({5, -2, 8}, 0), -2);
  EXPECT_DOUBLE_EQ(percentile({5, -2, 8}, 100), 8);
  EXPECT_DOUBLE_EQ(percentile({5, -2, 8}, 250), 8);
}

TEST(Percentile, OneValueAndNone) {
  EXPECT_DOUBLE_EQ(percentile({3}, 95), 3);
  EXPECT_DOUBLE_EQ(percentile({}, 50), 0);
}

TEST(TimeRuns, RunsAtLeastTheLeastAndOnceUncounted) {
  int runs = 0;
  const auto seconds = time_runs({.time = std::chrono::seconds(0), .least = 4, .stop = {}}, [&] { ++runs; });
  EXPECT_EQ(seconds.size(), 4U);
  EXPECT_EQ(runs, 5);
}

TEST(TimeRuns, StopsWhenAsked) {
  std::stop_source stop;
  int runs = 0;
  const auto seconds =
      time_runs({.time = std::chrono::hours(1), .least = 100, .stop = stop.get_token()}, [&] {
        if (++runs == 3) stop.request_stop();
      });
  EXPECT_EQ(seconds.size(), 2U);
}

TEST(Target, IsMetOnItsSideOfTheLimit) {
  EXPECT_TRUE((Target{"ms", 40, 40, true}.met()));
  EXPECT_FALSE((Target{"ms", 41, 40, true}.met()));
  EXPECT_TRUE((Target{"%", 71, 70, false}.met()));
  EXPECT_FALSE((Target{"%", 69, 70, false}.met()));
}

}  // namespace
}  // namespace treewright::bench
