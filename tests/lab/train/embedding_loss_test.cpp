#include "lab/train/embedding_loss.h"

#include <gmock/gmock.h>

#include <cmath>

namespace treewright::lab {
namespace {

TEST(EmbeddingLoss, BagsAreUnitSumsOfTheirRows) {
  const auto rows = torch::tensor({{3.0F, 0.0F}, {0.0F, 4.0F}});
  const auto vectors = embed_bags(rows, {{0, 1}, {}, {1}});
  EXPECT_TRUE(torch::allclose(vectors, torch::tensor({{0.6F, 0.8F}, {0.0F, 0.0F}, {0.0F, 1.0F}})));
}

TEST(EmbeddingLoss, IsTheCrossEntropyOfTheRightPassage) {
  const auto units = torch::eye(2);
  const auto none = torch::zeros({2, 2}, torch::kBool);
  const double expected = std::log(1 + std::exp(-1 / 0.5));
  EXPECT_NEAR(contrastive_loss(units, units, none, 0.5).item<double>(), expected, 1e-5);
}

TEST(EmbeddingLoss, PassagesThatSayTheSameAreNotWrong) {
  const auto alike = torch::ones({2, 1});
  const auto none = torch::zeros({2, 2}, torch::kBool);
  EXPECT_NEAR(contrastive_loss(alike, alike, none, 0.1).item<double>(), std::log(2), 1e-5);
  EXPECT_NEAR(contrastive_loss(alike, alike, none.logical_not(), 0.1).item<double>(), 0, 1e-5);
}

}  // namespace
}  // namespace treewright::lab
