// The fast step against the plain one, and panels against LibTorch's products.

#include "engine/model/lstm_steps.h"

#include <gtest/gtest.h>

#include "engine/model/attention_lstm.h"
#include "fixtures/simd_targets.h"

namespace treewright::model {
namespace {

AttentionLstm small_network() {
  torch::manual_seed(3);
  ModelConfig config;
  config.embedding = 24;
  config.encoder_hidden = 20;
  config.decoder_hidden = 40;
  config.vocabulary = 53;
  AttentionLstm network(config);
  network->freeze();
  return network;
}

text::EncodedSource small_source() {
  text::EncodedSource source;
  source.pieces = {10, 11, 12};
  source.names = {{{20, 21}, 0}, {{22}, 3}};
  source.surfaces = {"a", "", "b", "row", "x"};
  source.surface_pieces = {{10}, {}, {12}, {20, 21}, {22}};
  source.flags.assign(text::flag_count, 1.0F);
  return source;
}

TEST(Panels, MultiplyLikeLibTorch) {
  torch::manual_seed(1);
  for (const int64_t rows : {1, 4, 5, 6, 13}) {
    for (const int64_t outputs : {1, 16, 17, 32, 50}) {
      const auto x = torch::randn({rows, 37}), w = torch::randn({37, outputs}), b = torch::randn({outputs});
      auto y = torch::full({rows, outputs + 3}, 7.0F);
      Panels(w, b).multiply(x.data_ptr<float>(), 37, rows, y.data_ptr<float>(), outputs + 3);
      EXPECT_TRUE(torch::allclose(y.narrow(1, 0, outputs), torch::mm(x, w) + b, 1e-4, 1e-4));
      EXPECT_TRUE(torch::equal(y.narrow(1, outputs, 3), torch::full({rows, 3}, 7.0F))) << "wrote beyond";
    }
  }
}

using LstmStepsOnSimd = fixtures::OnSimdTarget;

TEST_P(LstmStepsOnSimd, GivesWhatThePlainStepGives) {
  const torch::InferenceMode inference;
  AttentionLstm network = small_network();
  const text::EncodedSource source = small_source();
  const Memory memory = network->encode(make_source_batch({&source}));
  const auto decoder = network->decoder(memory);
  DecoderState state = network->initial_state(memory);
  const std::vector<std::vector<int64_t>> parents = {{0}, {0, 0, 0, 0, 0}, {4, 4, 1, 0, 2}, {3, 0}};
  const std::vector<std::vector<int64_t>> actions = {
      {1}, {9, 53 + 3, 11, 53, 52}, {7, 6, 53 + 4, 20, 9}, {8, 53 + 2}};
  for (std::size_t t = 0; t < parents.size(); ++t) {
    state = state.select(torch::tensor(parents[t], torch::kLong));
    const StepOutput expected = network->step(memory, network->inputs_of(memory, actions[t]), state);
    state = expected.state;
    const auto row = decoder->step(parents[t], actions[t], {});
    const auto found = torch::from_blob(row.data(), expected.log_probabilities.sizes());
    EXPECT_TRUE(torch::allclose(found, expected.log_probabilities, 1e-4, 1e-4)) << "step " << t;
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, LstmStepsOnSimd, fixtures::all_simd_targets(), fixtures::simd_name);

TEST(LstmSteps, TwoRequestsDoNotShareState) {
  const torch::InferenceMode inference;
  AttentionLstm network = small_network();
  const text::EncodedSource source = small_source();
  const Memory memory = network->encode(make_source_batch({&source}));
  const auto first = network->decoder(memory), second = network->decoder(memory);
  const auto once = first->step({0}, {1}, {});
  const std::vector<float> kept(once.begin(), once.end());
  static_cast<void>(first->step({0, 0}, {5, 6}, {}));
  const auto again = second->step({0}, {1}, {});
  EXPECT_TRUE(std::equal(again.begin(), again.end(), kept.begin(), kept.end()));
}

}  // namespace
}  // namespace treewright::model
