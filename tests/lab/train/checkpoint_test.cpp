#include "lab/train/checkpoint.h"

#include <gmock/gmock.h>

#include "engine/model/model_folder.h"
#include "fixtures/tiny_model.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct State {
  explicit State(std::uint64_t seed, const model::ModelConfig& config = fixtures::tiny_config())
      : network((torch::manual_seed(seed), model::make_network(config))),
        optimizer(network->parameters(), torch::optim::AdamOptions(0.1)) {}
  void train_a_step() {
    optimizer.zero_grad();
    torch::Tensor sum = torch::zeros({});
    for (const auto& parameter : network->parameters())
      sum = sum + (parameter * torch::rand_like(parameter)).sum();
    sum.backward();
    optimizer.step();
  }
  [[nodiscard]] bool equals(const State& other) const {
    const auto mine = network->parameters(), theirs = other.network->parameters();
    return std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                      [](const auto& a, const auto& b) { return torch::equal(a, b); });
  }
  model::NetworkPtr network;
  torch::optim::Adam optimizer;
};

TEST(Checkpoint, GoesOnWithWeightsMomentsAndRandomNumbers) {
  const ScratchFolder folder;
  State first(1);
  first.train_a_step();
  ASSERT_TRUE(save_checkpoint(folder / "checkpoint.pt", *first.network, first.optimizer, {7, 0.25, 17, 3}));
  first.train_a_step();

  State second(2);
  const auto progress = load_checkpoint(folder / "checkpoint.pt", *second.network, second.optimizer);
  ASSERT_TRUE(progress) << progress.error().message;
  EXPECT_EQ(progress->batch, 7);
  EXPECT_EQ(progress->best_loss, 0.25);
  EXPECT_EQ(progress->best_rows, 17);
  EXPECT_EQ(progress->evaluations_since_best, 3);
  EXPECT_FALSE(second.equals(first));
  second.train_a_step();
  EXPECT_TRUE(second.equals(first));
}

TEST(Checkpoint, RefusesWhatIsNone) {
  const ScratchFolder folder;
  State state(1);
  state.train_a_step();
  const auto path = folder / "checkpoint.pt";
  ASSERT_TRUE(save_checkpoint(path, *state.network, state.optimizer, {}));
  const std::string whole = read_file(path).value();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, whole.size() / 3, whole.size() / 2, whole.size() - 1}) {
    ASSERT_TRUE(write_file(path, std::string_view(whole).substr(0, size)));
    const auto progress = load_checkpoint(path, *state.network, state.optimizer);
    ASSERT_FALSE(progress) << size;
    EXPECT_THAT(progress.error().message, AllOf(HasSubstr("checkpoint.pt"), HasSubstr("--resume")));
  }
  std::filesystem::remove(path);
  EXPECT_FALSE(load_checkpoint(path, *state.network, state.optimizer));
}

TEST(Checkpoint, RefusesOneOfAnotherModel) {
  const ScratchFolder folder;
  State small(1);
  small.train_a_step();
  ASSERT_TRUE(save_checkpoint(folder / "checkpoint.pt", *small.network, small.optimizer, {}));
  auto config = fixtures::tiny_config();
  config.embedding *= 2;
  State large(1, config);
  const auto progress = load_checkpoint(folder / "checkpoint.pt", *large.network, large.optimizer);
  ASSERT_FALSE(progress);
  EXPECT_THAT(progress.error().message, HasSubstr("not a checkpoint of this model"));
}

}  // namespace
}  // namespace treewright::lab
