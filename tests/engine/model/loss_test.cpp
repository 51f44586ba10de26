#include "engine/model/loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/model/model_folder.h"
#include "fixtures/tiny_model.h"

namespace treewright::model {
namespace {

/// With the output weights at zero every action's logit is its bias: the loss can be worked out by hand.
NetworkPtr biased_network(std::int64_t favourite, float bias) {
  auto network = fixtures::tiny_network(1);
  const torch::NoGradGuard no_gradients;
  for (auto& [name, parameter] : parameters_of(*network)) {
    auto values = parameter;
    if (name.starts_with("output") || name.starts_with("copy")) values.zero_();
    if (name == "output_bias") values[favourite] = bias;
  }
  return network;
}

text::Example example_of(std::string description, std::vector<text::TargetStep> steps) {
  engine::Request request;
  request.description = std::move(description);
  return {text::encode_source(fixtures::tiny_vocabulary(), request, {24, 6}), std::move(steps)};
}

/// Memory positions that copy.
std::vector<int> copyable(const text::Example& example) {
  std::vector<int> positions;
  for (std::size_t m = 0; m < example.source.memory_size(); ++m) {
    if (!example.source.surfaces[m].empty()) positions.push_back(static_cast<int>(m));
  }
  return positions;
}

double vocabulary_size() { return fixtures::tiny_vocabulary().size(); }

TEST(Loss, EqualLogitsGiveTheShareOfRightActions) {
  text::Example example = example_of("read the", {{50, {}}, {60, {}}, {text::end, {}}});
  const std::vector<int> positions = copyable(example);
  ASSERT_EQ(positions.size(), 2U);
  example.steps[1].copies = positions;  // both copies and the vocabulary's word are right
  auto network = biased_network(0, 0);
  const Loss loss = compute_loss(*network, {&example});
  EXPECT_EQ(loss.rows_right, 1);
  EXPECT_NEAR(loss.by_example[0].item<double>(), loss.sum.item<double>(), 1e-3);
  const double actions = vocabulary_size() + 2;
  EXPECT_NEAR(loss.sum.item<double>(), std::log(actions) + std::log(actions / 3) + std::log(actions), 1e-3);
  EXPECT_EQ(loss.steps, 3);
  EXPECT_EQ(loss.right, 3) << "all are equally likely";
}

TEST(Loss, CopiesAloneCountWhereNoNumberIsRight) {
  text::Example example = example_of("read the", {{-1, {}}, {text::end, {}}});
  example.steps[0].copies = {copyable(example).back()};
  auto network = biased_network(text::end, 2);
  const Loss loss = compute_loss(*network, {&example});
  const double all = vocabulary_size() - 1 + std::exp(2.0) + 2;
  EXPECT_NEAR(loss.sum.item<double>(), std::log(all) + std::log(all / std::exp(2.0)), 1e-3);
  EXPECT_EQ(loss.right, 1);
}

TEST(Loss, PaddingCostsNothing) {
  const text::Example shorter = example_of("read", {{50, {0}}, {text::end, {}}});
  const text::Example longer =
      example_of("sort users by name now", {{51, {}}, {52, {3}}, {53, {}}, {-1, {0, 2}}, {text::end, {}}});
  auto network = fixtures::tiny_network(2, 3);
  const double alone = compute_loss(*network, {&shorter}).sum.item<double>() +
                       compute_loss(*network, {&longer}).sum.item<double>();
  const Loss both = compute_loss(*network, {&shorter, &longer});
  EXPECT_NEAR(both.sum.item<double>(), alone, 1e-3);
  EXPECT_EQ(both.steps, 7);
}

TEST(Distillation, TheMeanOfTeachersIsADistribution) {
  const text::Example example = example_of("sort the users", {{50, {}}, {60, {1}}, {text::end, {}}});
  const TrainingBatch batch = make_training_batch({&example}, 0);
  const std::vector<NetworkPtr> teachers{fixtures::tiny_network(1, 3), fixtures::tiny_network(2, 3)};
  const Distribution mean = mean_distribution(teachers, batch, {});
  EXPECT_TRUE(torch::allclose(mean.vocabulary.sum(1) + mean.copies.sum(1), torch::ones({3})));
  const Distribution one = mean_distribution({teachers[0]}, batch, {}),
                     other = mean_distribution({teachers[1]}, batch, {});
  EXPECT_TRUE(torch::allclose(mean.vocabulary, (one.vocabulary + other.vocabulary) / 2));
  EXPECT_TRUE(torch::allclose(mean.copies, (one.copies + other.copies) / 2));
}

/// Where nothing but the right action has any probability, agreeing with the teachers is being right.
TEST(Distillation, IsTheUsualLossUnderASureTeacher) {
  text::Example example = example_of("sort the users", {{50, {}}, {-1, {}}, {text::end, {}}});
  const int copied = copyable(example).back();
  example.steps[1].copies = {copied};
  const TrainingBatch batch = make_training_batch({&example}, 0);
  auto network = fixtures::tiny_network(1, 3);
  Distribution sure{torch::zeros({3, fixtures::tiny_vocabulary().size()}),
                    torch::zeros({3, static_cast<std::int64_t>(example.source.memory_size())})};
  sure.vocabulary[0][50] = sure.vocabulary[2][text::end] = sure.copies[1][copied] = 1;
  const Loss loss = compute_loss(*network, batch, {}, &sure);
  EXPECT_NEAR(loss.to_teachers.item<double>(), loss.sum.item<double>(), 1e-3);
  EXPECT_FALSE(compute_loss(*network, batch).to_teachers.defined());
}

TEST(Distillation, NobodyAgreesWithATeacherMoreThanItself) {
  const text::Example example = example_of("sort the users", {{50, {}}, {60, {1}}, {text::end, {}}});
  const TrainingBatch batch = make_training_batch({&example}, 0);
  auto teacher = fixtures::tiny_network(1, 3), pupil = fixtures::tiny_network(2, 3);
  const Distribution said = mean_distribution({teacher}, batch, {});
  EXPECT_LT(compute_loss(*teacher, batch, {}, &said).to_teachers.item<double>(),
            compute_loss(*pupil, batch, {}, &said).to_teachers.item<double>());
}

TEST(Loss, TargetsFeedThePreviousStep) {
  const text::Example example = example_of("read the", {{50, {}}, {60, {1, 0}}, {text::end, {}}});
  const TargetBatch target = make_target_batch({&example});
  EXPECT_TRUE(torch::equal(target.input_numbers, torch::tensor({{std::int64_t{text::begin}, std::int64_t{50},
                                                                 std::int64_t{text::pad}}})));
  EXPECT_TRUE(torch::equal(target.input_copies, torch::tensor({{-1L, -1L, 1L}})));
  EXPECT_TRUE(torch::equal(target.steps, torch::tensor({0L, 1L, 2L})));
}

TEST(Loss, GradientsReachEveryParameter) {
  engine::Request request;
  request.description = "read the file";
  request.names = {{"path", engine::NameKind::parameter}};
  request.surroundings.in_function = true;
  const text::Example example{
      text::encode_source(fixtures::tiny_vocabulary(), request, {24, 6}),
      {{50, {}}, {-1, {static_cast<int>(request.names.size())}}, {51, {0}}, {text::end, {}}}};
  auto network = fixtures::tiny_network(3);
  compute_loss(*network, {&example}).sum.backward();
  for (const auto& [name, parameter] : parameters_of(*network)) {
    ASSERT_TRUE(parameter.grad().defined()) << name;
    EXPECT_GT(parameter.grad().abs().max().item<double>(), 0) << name;
  }
}

}  // namespace
}  // namespace treewright::model
