#include "engine/text/reconstruction.h"

#include <gtest/gtest.h>

#include "fixtures/tiny_vocabulary.h"

namespace treewright::text {
namespace {

Example reconstructed(std::string_view code, std::string_view description) {
  return encode_reconstruction(fixtures::tiny_vocabulary(), code, description, {64, 0});
}

TEST(Reconstruction, CopiesTheNamesThatTheCodeHas) {
  const Example example = reconstructed("result = json.load(path)", "load json at path");
  std::vector<std::string> copied;
  for (const TargetStep& step : example.steps) {
    if (!step.copies.empty())
      copied.push_back(example.source.surfaces[static_cast<std::size_t>(step.copies.front())]);
  }
  EXPECT_EQ(copied, (std::vector<std::string>{"load", "json", "path"}));
  EXPECT_EQ(example.steps.back().number, end);
}

TEST(Reconstruction, OfNothingIsTheEnd) {
  EXPECT_EQ(reconstructed("x", "").steps.size(), 1U);
  EXPECT_FALSE(reconstructed("", "some words").source.pieces.empty());
}

TEST(Reconstruction, IsNoLongerThanTheLimit) {
  std::string words;
  for (int i = 0; i < 1000; ++i) words += "word ";
  EXPECT_LE(reconstructed("x", words).steps.size(), 80U);
}

}  // namespace
}  // namespace treewright::text
