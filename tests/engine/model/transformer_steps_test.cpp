// Hypotheses that fork against each of them alone.

#include "engine/model/transformer_steps.h"

#include <gtest/gtest.h>

#include "engine/model/network.h"
#include "engine/model/row_attention.h"
#include "fixtures/tiny_model.h"

namespace treewright::model {
namespace {

/// A hypothesis' actions, and where each of its steps stands; `row` of a step in the decoder of all.
struct Path {
  std::vector<std::int64_t> actions, parent_steps, rows;
};

StepPlace place_of(const Path& path, const std::vector<std::uint8_t>& legal, bool alone) {
  const std::int64_t parent = path.parent_steps.back();
  StepPlace place;
  place.slot = static_cast<int>(path.actions.size()) % 5;
  place.position = static_cast<int>(path.actions.size()) % ModelConfig::most_positions;
  place.parent_number = parent < 0 ? std::int64_t{text::begin} : 7 + parent;
  if (parent >= 0) place.parent_row = alone ? parent : path.rows[static_cast<std::size_t>(parent)];
  place.legal = legal.data();
  place.takes = text::name_text;
  return place;
}

std::vector<float> last_row_alone(const Network& network, const Memory& memory, const Path& path,
                                  const std::vector<std::uint8_t>& legal) {
  const auto decoder = network.decoder(memory);
  Path grown;
  std::span<float> row;
  for (std::size_t t = 0; t < path.actions.size(); ++t) {
    grown.actions.push_back(path.actions[t]);
    grown.parent_steps.push_back(path.parent_steps[t]);
    row = decoder->step({0}, {path.actions[t]}, {place_of(grown, legal, true)});
  }
  return {row.begin(), row.end()};
}

TEST(TransformerSteps, ForkedHypothesesAreThoseAlone) {
  const torch::InferenceMode inference;
  const auto network = fixtures::tiny_network(6, 3, fixtures::tiny_transformer_config());
  network->freeze();
  engine::Request request;
  request.description = "read the file at path";
  const auto source = text::encode_source(fixtures::tiny_tree_vocabulary(), request, {24, 6});
  const Memory memory = network->encode(make_source_batch({&source}));
  const std::int64_t v = network->config().vocabulary;
  const std::vector<std::uint8_t> legal(static_cast<std::size_t>(v), 1);
  const std::vector<std::vector<std::int64_t>> parents = {
      {0}, {0, 0, 0, 0, 0}, {4, 4, 1, 0, 2}, {3, 0}, {1, 1, 0}};
  const std::vector<std::vector<std::int64_t>> actions = {
      {1}, {9, v + 3, 11, 53, 52}, {7, 6, v + 4, 20, 9}, {8, v + 2}, {5, v, 12}};
  const auto decoder = network->decoder(memory);
  std::vector<Path> paths = {{}};
  for (std::size_t t = 0; t < parents.size(); ++t) {
    std::vector<Path> next;
    std::vector<StepPlace> places;
    for (std::size_t k = 0; k < parents[t].size(); ++k) {
      Path path = paths[static_cast<std::size_t>(parents[t][k])];
      path.actions.push_back(actions[t][k]);
      path.parent_steps.push_back(static_cast<std::int64_t>((k + t) % (t + 1)) - 1);
      places.push_back(place_of(path, legal, false));
      next.push_back(std::move(path));
    }
    const auto rows = decoder->step(parents[t], actions[t], places);
    const std::size_t width = rows.size() / next.size();
    for (std::size_t k = 0; k < next.size(); ++k) {
      next[k].rows.push_back(decoder->first_row() + static_cast<std::int64_t>(k));
      const auto alone = last_row_alone(*network, memory, next[k], legal);
      ASSERT_EQ(alone.size(), width);
      for (std::size_t i = 0; i < width; ++i) ASSERT_NEAR(rows[k * width + i], alone[i], 1e-3) << t << k;
    }
    paths = std::move(next);
  }
}

TEST(RowAttention, IsThatOfLibTorch) {
  torch::manual_seed(1);
  for (const std::int64_t size : {3, 8, 21}) {
    constexpr std::int64_t heads = 2, count = 9;
    const auto memory = torch::randn({count, 2 * heads * size}), query = torch::randn({heads, size});
    const std::vector<std::int64_t> rows = {8, 1, 1, 4};
    const auto index = torch::tensor(rows, torch::kLong);
    const KeyValueRows lying{memory.data_ptr<float>(), memory.size(1), heads, size};
    auto scores = torch::ones({heads, 4}), context = torch::full({heads, size}, 7.0F);
    add_scores(lying, query.data_ptr<float>(), rows, scores.data_ptr<float>());
    const auto chosen = memory.index_select(0, index).view({4, 2, heads, size}).permute({1, 2, 0, 3});
    EXPECT_TRUE(
        torch::allclose(scores, 1 + torch::matmul(chosen[0], query.unsqueeze(2)).squeeze(2), 1e-4, 1e-4));
    mix_values(lying, scores.data_ptr<float>(), rows, context.data_ptr<float>());
    EXPECT_TRUE(
        torch::allclose(context, torch::matmul(scores.unsqueeze(1), chosen[1]).squeeze(1), 1e-4, 1e-4));
  }
}

}  // namespace
}  // namespace treewright::model
