#include "engine/model/tree_relations.h"

#include <gtest/gtest.h>

#include <random>

#include "fixtures/seed.h"

namespace treewright::model {
namespace {

/// By the definition: of `node` to the one that step t writes.
Relation relation_of(const std::vector<std::int64_t>& parents, std::int64_t t, std::int64_t node) {
  const std::int64_t parent = parents[static_cast<std::size_t>(t)];
  if (node == parent) return Relation::parent;
  for (std::int64_t above = parent; above >= 0;) {
    above = parents[static_cast<std::size_t>(above)];
    if (above == node) return Relation::ancestor;
  }
  if (node >= 0 && parents[static_cast<std::size_t>(node)] == parent) return Relation::sibling;
  return Relation::other;
}

TEST(TreeRelations, OfASmallTree) {
  // f(x, g(y)): 0 call, 1 f, 2 x, 3 call of g, 4 g, 5 y.
  const std::vector<std::int64_t> parents = {-1, 0, 0, 0, 3, 3};
  EXPECT_EQ(relation_of(parents, 5, 3), Relation::parent);
  EXPECT_EQ(relation_of(parents, 5, 0), Relation::ancestor);
  EXPECT_EQ(relation_of(parents, 5, -1), Relation::ancestor);
  EXPECT_EQ(relation_of(parents, 5, 4), Relation::sibling);
  EXPECT_EQ(relation_of(parents, 5, 2), Relation::other);
  const auto pairs = relate_steps(torch::tensor(parents, torch::kLong).unsqueeze(0));
  const auto pair = [](Relation written, Relation read) {
    return static_cast<std::int64_t>(written) * relation_count + static_cast<std::int64_t>(read);
  };
  EXPECT_EQ(pairs[0][5][4].item<std::int64_t>(), pair(Relation::sibling, Relation::parent));
  EXPECT_EQ(pairs[0][5][1].item<std::int64_t>(), pair(Relation::other, Relation::ancestor));
  EXPECT_EQ(pairs[0][0][0].item<std::int64_t>(), pair(Relation::sibling, Relation::parent));
  EXPECT_EQ(pairs[0][2][5].item<std::int64_t>(), 0) << "it is still to come";
}

TEST(TreeRelations, AreWhatTheDefinitionSays) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 50; ++i) {
    std::vector<std::int64_t> parents;
    for (std::size_t t = 0; t < 1 + fixtures::below(20, random); ++t)
      parents.push_back(static_cast<std::int64_t>(fixtures::below(t + 1, random)) - 1);
    const auto last = static_cast<std::int64_t>(parents.size()) - 1;
    std::vector<std::int64_t> pairs(parents.size());
    relate_last(parents, pairs.data());
    for (std::int64_t s = 0; s <= last; ++s) {
      const auto pair = pairs[static_cast<std::size_t>(s)];
      EXPECT_EQ(static_cast<Relation>(pair / relation_count), relation_of(parents, last, s)) << s;
      EXPECT_EQ(static_cast<Relation>(pair % relation_count), relation_of(parents, last, s - 1)) << s;
    }
  }
}

}  // namespace
}  // namespace treewright::model
