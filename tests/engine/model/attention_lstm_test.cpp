#include "engine/model/attention_lstm.h"

#include <gtest/gtest.h>

#include "engine/model/model_folder.h"
#include "fixtures/tiny_model.h"

namespace treewright::model {
namespace {

using Actions = std::vector<std::int64_t>;

AttentionLstm tiny_lstm(std::uint64_t seed, double spread = 1) {
  return AttentionLstm(std::dynamic_pointer_cast<AttentionLstmImpl>(fixtures::tiny_network(seed, spread)));
}

text::EncodedSource source_of(std::string description, std::vector<engine::Name> names = {}) {
  engine::Request request;
  request.description = std::move(description);
  request.names = std::move(names);
  request.surroundings.in_function = true;
  return text::encode_source(fixtures::tiny_vocabulary(), request, fixtures::tiny_config().limits);
}

text::EncodedSource with_names() {
  return source_of("read 'the file' at path",
                   {{"path", engine::NameKind::parameter}, {"strange_name", engine::NameKind::import}});
}
text::EncodedSource without_names() { return source_of("sort users by name 3 times, then print all of it"); }

/// Begin, then vocabulary numbers and copies of memory positions (piece 0 and the last one) in turn.
Actions some_actions(const text::EncodedSource& source) {
  const std::int64_t v = fixtures::tiny_vocabulary().size();
  const auto last = static_cast<std::int64_t>(source.memory_size()) - 1;
  return {text::begin, v - 5, v, text::newline, v + last, 40, v - 1};
}

/// Log-probabilities [T, V + M] by teacher forcing, in a batch of one.
torch::Tensor forced(AttentionLstm& network, const text::EncodedSource& source, const Actions& actions) {
  const std::int64_t v = network->config().vocabulary;
  const auto inputs = torch::tensor(actions, torch::kLong).unsqueeze(0);
  const auto copied = inputs >= v;
  const Memory memory = network->encode(make_source_batch({&source}));
  const Logits logits = network->decode(memory, inputs.masked_fill(copied, text::pad),
                                        torch::where(copied, inputs - v, torch::full_like(inputs, -1)),
                                        torch::arange(inputs.size(1)), nullptr);
  return torch::log_softmax(torch::cat({logits.vocabulary, logits.copies}, 1), 1);
}

/// The same, one step at a time as decoding does.
torch::Tensor stepped(AttentionLstm& network, const text::EncodedSource& source, const Actions& actions) {
  const Memory memory = network->encode(make_source_batch({&source}));
  DecoderState state = network->initial_state(memory);
  std::vector<torch::Tensor> rows;
  for (const std::int64_t action : actions) {
    StepOutput out = network->step(memory, network->inputs_of(memory, {action}), state);
    rows.push_back(out.log_probabilities[0]);
    state = out.state;
  }
  return torch::stack(rows);
}

double distance(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

TEST(AttentionLstm, StepsEqualTeacherForcing) {
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(3, 3);
  for (const auto& source : {with_names(), without_names(), source_of("")}) {
    const Actions actions = some_actions(source);
    EXPECT_LT(distance(forced(network, source, actions), stepped(network, source, actions)), 1e-4);
  }
}

TEST(AttentionLstm, StepsEqualTeacherForcingWithLayersInTheEncoder) {
  const torch::NoGradGuard no_gradients;
  auto config = fixtures::tiny_config();
  config.encoder_layers = 2;
  AttentionLstm network(config);
  network->eval();
  const auto source = with_names();
  const Actions actions = some_actions(source);
  EXPECT_LT(distance(forced(network, source, actions), stepped(network, source, actions)), 1e-4);
}

TEST(AttentionLstm, HypothesesDoNotInfluenceEachOther) {
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(4, 3);
  const auto source = with_names();
  const Memory memory = network->encode(make_source_batch({&source}));
  const auto start = network->initial_state(memory);
  const auto alone = network->step(memory, network->inputs_of(memory, {50}), start);
  const auto rows = torch::zeros({3}, torch::kLong);
  const auto many = network->step(memory, network->inputs_of(memory, {60, 50, 70}), start.select(rows));
  EXPECT_LT(distance(alone.log_probabilities[0], many.log_probabilities[1]), 1e-5);
  EXPECT_GT(distance(alone.log_probabilities[0], many.log_probabilities[0]), 1e-3);
  const auto later = network->step(memory, network->inputs_of(memory, {20}), alone.state);
  const auto chosen = many.state.select(torch::tensor(Actions{1}, torch::kLong));
  const auto same = network->step(memory, network->inputs_of(memory, {20}), chosen);
  EXPECT_LT(distance(later.log_probabilities, same.log_probabilities), 1e-5);
}

TEST(AttentionLstm, ProbabilitiesAddUpAndOnlySurfacesAreCopied) {
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(5, 3);
  const auto source = source_of("read , the", {{"path", engine::NameKind::local}});
  const auto probabilities = forced(network, source, {text::begin})[0].exp();
  EXPECT_NEAR(probabilities.sum().item<double>(), 1, 1e-4);
  const std::int64_t v = network->config().vocabulary;
  for (std::size_t m = 0; m < source.memory_size(); ++m) {
    const double copy = probabilities[v + static_cast<std::int64_t>(m)].item<double>();
    EXPECT_EQ(copy > 0, !source.surfaces[m].empty()) << m;
  }
}

TEST(AttentionLstm, PaddingDoesNotChangeScores) {
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(6, 3);
  const std::vector<text::EncodedSource> sources = {with_names(), without_names(), source_of("")};
  const auto batch = make_source_batch({&sources[0], &sources[1], &sources[2]});
  const auto width = batch.pieces.size(1);
  const Memory memory = network->encode(batch);
  const auto numbers = torch::tensor(Actions{text::begin, 40, 60}, torch::kLong).repeat({3, 1});
  const Logits logits =
      network->decode(memory, numbers, torch::full_like(numbers, -1), torch::arange(9), nullptr);
  const auto all = torch::log_softmax(torch::cat({logits.vocabulary, logits.copies}, 1), 1);
  const std::int64_t v = network->config().vocabulary;
  for (std::int64_t b = 0; b < 3; ++b) {
    const auto& source = sources[static_cast<std::size_t>(b)];
    const auto pieces = static_cast<std::int64_t>(source.pieces.size());
    const auto rows = all.slice(0, 3 * b, 3 * b + 3);
    const auto names = rows.slice(1, v + width, v + width + static_cast<std::int64_t>(source.names.size()));
    const auto alone = forced(network, source, {text::begin, 40, 60});
    EXPECT_LT(distance(torch::cat({rows.slice(1, 0, v + pieces), names}, 1), alone), 1e-4) << b;
  }
}

TEST(AttentionLstm, EmptyDescriptionsMakeABatch) {
  const auto empty = source_of(""), other = source_of(" ");
  const auto batch = make_source_batch({&empty, &other});
  EXPECT_EQ(batch.pieces.size(1), 1);
  EXPECT_TRUE(batch.memory_mask.all().item<bool>());
  EXPECT_FALSE(batch.copy_mask.any().item<bool>());
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(7);
  EXPECT_TRUE(torch::isfinite(network->encode(batch).initial).all().item<bool>());
}

TEST(AttentionLstm, NamesAndFlagsAreSeen) {
  const torch::NoGradGuard no_gradients;
  AttentionLstm network = tiny_lstm(8, 3);
  const auto first = [&](const text::EncodedSource& source) {
    return forced(network, source, {text::begin})[0].slice(0, 0, network->config().vocabulary);
  };
  const auto as_parameter = source_of("read", {{"path", engine::NameKind::parameter}});
  const auto as_import = source_of("read", {{"path", engine::NameKind::import}});
  auto in_loop = as_import;
  in_loop.flags[3] = 1;
  EXPECT_GT(distance(first(as_parameter), first(as_import)), 1e-5);
  EXPECT_GT(distance(first(in_loop), first(as_import)), 1e-5);
}

TEST(AttentionLstm, GradientsReachEveryParameter) {
  AttentionLstm network = tiny_lstm(9);
  const auto source = with_names();
  const auto log_probabilities = forced(network, source, some_actions(source));
  const auto last = log_probabilities.size(1) - 1;
  (log_probabilities.select(1, 40).sum() + log_probabilities.select(1, last).sum()).backward();
  for (const auto& [name, parameter] : parameters_of(*network)) {
    ASSERT_TRUE(parameter.grad().defined()) << name;
    EXPECT_TRUE(torch::isfinite(parameter.grad()).all().item<bool>()) << name;
    EXPECT_GT(parameter.grad().abs().max().item<double>(), 0) << name;
  }
}

TEST(AttentionLstm, ParametersAreCounted) {
  for (const int layers : {1, 3}) {
    auto config = fixtures::tiny_config();
    config.encoder_layers = layers;
    std::int64_t count = 0;
    for (const auto& [name, parameter] : parameters_of(*make_network(config))) count += parameter.numel();
    EXPECT_EQ(parameter_count(config), count);
  }
}

}  // namespace
}  // namespace treewright::model
