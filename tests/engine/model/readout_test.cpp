#include "engine/model/readout.h"

#include <gtest/gtest.h>

#include <numeric>

#include "engine/model/attention_lstm.h"
#include "engine/model/loss.h"
#include "engine/model/model_folder.h"
#include "fixtures/tiny_model.h"

namespace treewright::model {
namespace {

engine::Request request() {
  engine::Request request;
  request.description = "read the file at path";
  request.names = {{"path", engine::NameKind::parameter}, {"strange_name", engine::NameKind::import}};
  return request;
}

/// Writes a symbol, copies `path` (the description's or the name), ends.
text::Example token_example() {
  text::Example example{text::encode_source(fixtures::tiny_vocabulary(), request(), {24, 6}), {}};
  example.steps =
      text::encode_target(fixtures::tiny_vocabulary(), example.source,
                          {{text::TokenKind::symbol, "del"}, {text::TokenKind::identifier, "path"}});
  example.steps.push_back({text::end, {}});
  return example;
}

void expect_distributions(const std::vector<StepReadout>& steps, const text::Example& example) {
  ASSERT_EQ(steps.size(), example.steps.size());
  for (const StepReadout& step : steps) {
    ASSERT_EQ(step.weights.size(), example.source.memory_size());
    EXPECT_NEAR(std::accumulate(step.weights.begin(), step.weights.end(), 0.0), 1, 1e-5);
    for (const float weight : step.weights) EXPECT_GE(weight, 0);
  }
}

TEST(Readout, ATokenLstmsWeightsAreThoseOfItsStepsInDecoding) {
  const torch::NoGradGuard no_gradients;
  const auto network = std::dynamic_pointer_cast<AttentionLstmImpl>(fixtures::tiny_network(3, 3));
  const text::Example example = token_example();
  const auto steps = read_attention(*network, example);
  expect_distributions(steps, example);
  const Memory memory = network->encode(make_source_batch({&example.source}));
  DecoderState state = network->initial_state(memory);
  std::int64_t action = text::begin;
  for (std::size_t t = 0; t < steps.size(); ++t) {
    const StepOutput out = network->step(memory, network->inputs_of(memory, {action}), state);
    for (std::size_t m = 0; m < steps[t].weights.size(); ++m)
      EXPECT_NEAR(steps[t].weights[m], out.attention[0][static_cast<std::int64_t>(m)].item<float>(), 1e-5);
    state = out.state;
    const text::TargetStep& step = example.steps[t];
    action = step.copies.empty() ? step.number : network->config().vocabulary + step.copies.front();
  }
}

TEST(Readout, TreeDecodersOfBothKindsGiveDistributions) {
  const text::Example example = fixtures::tiny_tree_example(request(), "del path");
  for (const auto& config : {fixtures::tiny_tree_config(), fixtures::tiny_transformer_config()}) {
    const auto network = fixtures::tiny_network(5, 3, config);
    const auto steps = read_attention(*network, example);
    expect_distributions(steps, example);
    EXPECT_NE(steps.front().weights, steps.back().weights);
  }
}

/// With the output weights at zero a number's logit is its bias, and a copy's is 0.
NetworkPtr biased_network(float bias) {
  auto network = fixtures::tiny_network(1);
  const torch::NoGradGuard no_gradients;
  for (auto& [name, parameter] : parameters_of(*network)) {
    auto values = parameter;
    if (name.starts_with("output") || name.starts_with("copy")) values.zero_();
    if (name == "output_bias") values.fill_(bias);
  }
  return network;
}

TEST(Readout, WhatIsLikelierWrittenIsNotCopied) {
  text::Example example = token_example();
  ASSERT_EQ(example.steps[1].copies.size(), 2U) << "the word and the name";
  example.steps[1].number = 50;
  const auto copied = [&](float bias) { return read_attention(*biased_network(bias), example)[1].copied; };
  EXPECT_TRUE(copied(0)) << "twice as likely as writing";
  EXPECT_FALSE(copied(1)) << "e is more than two";
  example.steps[1].number = -1;
  EXPECT_TRUE(copied(1)) << "there is no other way";
}

TEST(Readout, OfSeveralPlacesTheLikeliestCounts) {
  const text::Example example = token_example();
  const auto network = fixtures::tiny_network(3, 5);
  const auto steps = read_attention(*network, example);
  EXPECT_FALSE(steps[0].copied);
  ASSERT_TRUE(steps[1].copied);
  const torch::NoGradGuard no_gradients;
  const torch::Tensor scores = teacher_force(*network, make_training_batch({&example}, 0)).copies[1];
  for (const int position : example.steps[1].copies)
    EXPECT_LE(scores[position].item<float>(), scores[*steps[1].copied].item<float>());
}

}  // namespace
}  // namespace treewright::model
