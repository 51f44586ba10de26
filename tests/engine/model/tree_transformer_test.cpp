#include "engine/model/tree_transformer.h"

#include <gtest/gtest.h>

#include "engine/model/loss.h"
#include "engine/model/model_folder.h"
#include "fixtures/tiny_model.h"

namespace treewright::model {
namespace {

engine::Request tree_request(std::string description, std::vector<engine::Name> names = {}) {
  engine::Request request;
  request.description = std::move(description);
  request.names = std::move(names);
  request.surroundings.in_function = true;
  return request;
}

text::Example short_example() {
  return fixtures::tiny_tree_example(tree_request("return path", {{"path", engine::NameKind::parameter}}),
                                     "return path");
}
text::Example long_example() {
  return fixtures::tiny_tree_example(
      tree_request("for item in items , print item and open the file at path",
                   {{"items", engine::NameKind::local}, {"path", engine::NameKind::import}}),
      "for item in items:\n    print(item, 10)\n    open(path)");
}

double loss_of(Network& network, const std::vector<const text::Example*>& examples) {
  return compute_loss(network, examples, fixtures::tiny_legal()).sum.item<double>();
}

TEST(TreeTransformer, PaddingDoesNotChangeTheLoss) {
  const torch::NoGradGuard no_gradients;
  const auto network = fixtures::tiny_network(2, 3, fixtures::tiny_transformer_config());
  const auto shorter = short_example(), longer = long_example();
  EXPECT_NEAR(loss_of(*network, {&shorter, &longer}),
              loss_of(*network, {&shorter}) + loss_of(*network, {&longer}), 2e-3);
}

TEST(TreeTransformer, ReadsNamesFlagsOrderAndPlaces) {
  const torch::NoGradGuard no_gradients;
  const auto network = fixtures::tiny_network(3, 3, fixtures::tiny_transformer_config());
  const text::Example example = long_example();
  const double loss = loss_of(*network, {&example});
  const auto changed = [&](const auto& change) {
    text::Example other = example;
    change(other);
    return std::abs(loss_of(*network, {&other}) - loss);
  };
  EXPECT_EQ(changed([](text::Example&) {}), 0);
  EXPECT_GT(changed([](text::Example& e) { e.source.names[0].kind = 0; }), 1e-4);
  EXPECT_GT(changed([](text::Example& e) { e.source.flags[3] = 1 - e.source.flags[3]; }), 1e-4);
  EXPECT_GT(changed([](text::Example& e) { std::swap(e.source.pieces[0], e.source.pieces[2]); }), 1e-4);
  EXPECT_GT(changed([](text::Example& e) { e.steps.back().place.position += 1; }), 1e-4);
  EXPECT_GT(changed([](text::Example& e) { e.steps.back().place.parent = 1; }), 1e-4);
}

TEST(TreeTransformer, GradientsReachEveryParameter) {
  const auto network = fixtures::tiny_network(9, 1, fixtures::tiny_transformer_config());
  const text::Example example = long_example();
  compute_loss(*network, {&example}, fixtures::tiny_legal()).sum.backward();
  for (const auto& [name, parameter] : parameters_of(*network)) {
    ASSERT_TRUE(parameter.grad().defined()) << name;
    EXPECT_TRUE(torch::isfinite(parameter.grad()).all().item<bool>()) << name;
    EXPECT_GT(parameter.grad().abs().max().item<double>(), 0) << name;
  }
}

TEST(TreeTransformer, LearnsTwoExamplesInAFewSteps) {
  const auto network = fixtures::tiny_network(4, 1, fixtures::tiny_transformer_config());
  const auto shorter = short_example(), longer = long_example();
  const std::vector<const text::Example*> batch = {&shorter, &longer};
  torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(0.01));
  const double before = loss_of(*network, batch);
  network->train();
  for (int i = 0; i < 30; ++i) {
    optimizer.zero_grad();
    const Loss loss = compute_loss(*network, batch, fixtures::tiny_legal());
    (loss.sum / loss.steps).backward();
    optimizer.step();
  }
  network->eval();
  EXPECT_LT(loss_of(*network, batch), before / 2);
}

TEST(TreeTransformer, ParametersAreCounted) {
  for (const int layers : {1, 3}) {
    auto config = fixtures::tiny_transformer_config();
    config.encoder_layers = layers;
    config.decoder_layers = layers + 1;
    config.heads = 4;
    std::int64_t count = 0;
    for (const auto& [name, parameter] : parameters_of(*make_network(config))) count += parameter.numel();
    EXPECT_EQ(parameter_count(config), count);
  }
}

}  // namespace
}  // namespace treewright::model
