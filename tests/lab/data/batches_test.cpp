#include "lab/data/batches.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "fixtures/seed.h"

namespace treewright::lab {
namespace {

std::vector<Example> some_examples(std::size_t count, std::mt19937_64& random) {
  std::vector<Example> examples(count);
  for (Example& example : examples) {
    example.steps.resize(1 + fixtures::below(40, random));
    example.source.surfaces.resize(1 + fixtures::below(60, random));
  }
  return examples;
}

std::size_t longest_of(const Batch& batch) {
  std::size_t longest = 0;
  for (const Example* example : batch) longest = std::max(longest, example->steps.size());
  return longest;
}

TEST(Batches, HoldEveryExampleOnce) {
  std::mt19937_64 random(fixtures::test_seed());
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{300}}) {
    const auto examples = some_examples(count, random);
    for (int epoch = 0; epoch < 5; ++epoch) {
      std::map<const Example*, int> seen;
      for (const Batch& batch : make_batches(examples, 100, 1, epoch)) {
        EXPECT_FALSE(batch.empty());
        for (const Example* example : batch) ++seen[example];
      }
      EXPECT_EQ(seen.size(), count);
      for (const auto& [example, times] : seen) EXPECT_EQ(times, 1);
    }
  }
}

TEST(Batches, KeepToTheirSteps) {
  std::mt19937_64 random(fixtures::test_seed());
  const auto examples = some_examples(300, random);
  std::size_t padded = 0, real = 0;
  for (const Batch& batch : make_batches(examples, 200, 1, 0)) {
    EXPECT_LE(longest_of(batch) * batch.size(), 200U);
    padded += longest_of(batch) * batch.size();
    for (const Example* example : batch) real += example->steps.size();
  }
  EXPECT_LT(static_cast<double>(padded), 1.5 * static_cast<double>(real));
  for (const Batch& batch : make_batches(examples, 1, 1, 0)) EXPECT_EQ(batch.size(), 1U);
}

TEST(Batches, DependOnSeedAndEpochAlone) {
  std::mt19937_64 random(fixtures::test_seed());
  const auto examples = some_examples(200, random);
  EXPECT_EQ(make_batches(examples, 100, 5, 2), make_batches(examples, 100, 5, 2));
  EXPECT_NE(make_batches(examples, 100, 5, 2), make_batches(examples, 100, 5, 3));
  EXPECT_NE(make_batches(examples, 100, 5, 2), make_batches(examples, 100, 6, 2));
}

TEST(Batches, OfNothingAreNone) { EXPECT_TRUE(make_batches({}, 100, 1, 0).empty()); }

}  // namespace
}  // namespace treewright::lab
