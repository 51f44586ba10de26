#include "lab/train/trainer.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "engine/generator.h"
#include "engine/model/model_folder.h"
#include "engine/model/safetensors.h"
#include "lab/train/checkpoint.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

struct Phrase {
  std::string nl, code;  ///< with N for the name
};
const std::vector<Phrase>& phrases() {
  static const std::vector<Phrase> all = {{"close N", "N.close()"},
                                          {"print N", "print(N)"},
                                          {"return N", "return N"},
                                          {"sort N", "N.sort()"},
                                          {"increment N", "N += 1"}};
  return all;
}

std::string with_name(std::string text, const std::string& name) {
  return text.replace(text.find('N'), 1, name);
}

std::string rows_of(const std::vector<std::string>& names) {
  std::string rows;
  for (const std::string& name : names) {
    for (const Phrase& phrase : phrases()) {
      const json row = {
          {"nl", with_name(phrase.nl, name)},
          {"code", with_name(phrase.code, name)},
          {"names", json::array({json::array({"unused", "import"}), json::array({name, "local"})})},
          {"surroundings", {{"in_function", true}}}};
      rows += row.dump() + "\n";
    }
  }
  return rows;
}

/// 40 rows to train on, 10 of the same phrases with other names to choose on.
TrainConfig tiny_run(const ScratchFolder& folder) {
  const bool written =
      write_file(folder / "train.jsonl", rows_of({"stream", "total_sum", "users", "big_table", "q7", "handle",
                                                  "zz_top", "rows_1"})) &&
      write_file(folder / "dev.jsonl", rows_of({"counter", "zq_names"}));
  EXPECT_TRUE(written);
  TrainConfig config;
  config.model.embedding = 32;
  config.model.encoder_hidden = 16;
  config.model.decoder_hidden = 32;
  config.model.dropout = 0.1;
  config.tokenizer_size = 340;
  config.train.push_back({folder / "train.jsonl", 1, 0, {}});
  config.dev.push_back({folder / "dev.jsonl", 1, 0, {}});
  config.output = folder / "model";
  config.checkpoints = folder / "checkpoints";
  config.batch_steps = 64;
  config.epochs = 150;
  config.learning_rate = 0.01;
  config.warmup = 10;
  config.evaluate_every = 40;
  config.patience = 100;
  return config;
}

/// Runs until a line starts with `until` (if any), then stops.
Result<TrainSummary> run(const TrainConfig& config, bool resume = false, const std::string& until = "-") {
  std::stop_source stop;
  TrainOptions options;
  options.resume = resume;
  options.stop = stop.get_token();
  options.report = [&](const std::string& line) {
    if (line.starts_with(until)) stop.request_stop();
  };
  return train(config, options);
}

std::string first_answer(const engine::Generator& generator, const std::string& nl, const std::string& name) {
  engine::Request request;
  request.description = nl;
  request.names = {{"unused", engine::NameKind::import}, {name, engine::NameKind::local}};
  request.surroundings.in_function = true;
  const auto generation = generator.generate(request);
  return generation.candidates.empty() ? "" : text::join(generation.candidates.front().lines);
}

TEST(Trainer, LearnsItsRowsAndCopiesNamesItNeverSaw) {
  const ScratchFolder folder;
  const auto summary = run(tiny_run(folder));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_FALSE(summary->interrupted);
  EXPECT_LT(summary->best_loss, 0.2);
  const auto generator = engine::Generator::load(folder / "model");
  ASSERT_TRUE(generator) << generator.error().message;
  for (const Phrase& phrase : phrases()) {
    for (const char* name : {"total_sum", "users"}) {
      EXPECT_EQ(first_answer(*generator, with_name(phrase.nl, name), name), with_name(phrase.code, name));
    }
  }
  EXPECT_EQ(first_answer(*generator, "close qwx_43_kj", "qwx_43_kj"), "qwx_43_kj.close()");
  EXPECT_EQ(first_answer(*generator, "print vv_jjq_0", "vv_jjq_0"), "print(vv_jjq_0)");
}

/// Of its own rows it is told nothing but what the teacher says.
TEST(Trainer, LearnsFromItsTeacherAlone) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  ASSERT_TRUE(run(config));
  config.teachers.push_back(config.output);
  config.distillation = 1;
  config.output = folder / "pupil";
  config.checkpoints = folder / "pupil-checkpoints";
  config.seed = 2;
  const auto summary = run(config);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_LT(summary->best_loss, 0.3);
}

TEST(Trainer, GoesOnFromTheWeightsOfAnotherRun) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  const auto first = run(config);
  ASSERT_TRUE(first);
  config.initial = config.output;
  config.output = folder / "tuned";
  config.learning_rate = 0;
  config.epochs = 1;
  const auto second = run(config);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_NEAR(second->best_loss, first->best_loss, 1e-2) << "its weights, as 16-bit floats";
  config.model.decoder_hidden *= 2;
  config.model.encoder_hidden *= 2;
  EXPECT_THAT(run(config).error().message, HasSubstr("\"initial\""));
}

TEST(Trainer, RefusesATeacherThatWritesOtherActions) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  config.epochs = 1;
  ASSERT_TRUE(run(config));
  config.teachers.push_back(config.output);
  config.output = folder / "pupil";
  config.tokenizer_size += 5;
  const auto summary = run(config);
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error().message, AllOf(HasSubstr("model: \"teachers\""), HasSubstr("tokenizer_size")));
}

TEST(Trainer, TrainsATreeTransformerByTheSameCode) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  config.model.writes_trees = config.model.transformer = true;
  config.model.decoder_layers = 1;
  config.model.heads = 4;
  config.model.feed_forward = 64;
  config.epochs = 60;
  const auto summary = run(config);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_LT(summary->best_loss, 0.5);
  const auto generator = engine::Generator::load(folder / "model");
  ASSERT_TRUE(generator) << generator.error().message;
  EXPECT_EQ(first_answer(*generator, "print users", "users"), "print(users)");
}

/// Parameters and position of a run's checkpoint.
std::pair<model::Tensors, Progress> checkpoint_of(const TrainConfig& config) {
  const auto manifest = model::parse_manifest(read_file(config.output / "config.json").value()).value();
  const model::NetworkPtr network = model::make_network(manifest.config);
  torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(0.1));
  const Progress progress =
      load_checkpoint(config.checkpoints / "checkpoint.pt", *network, optimizer).value();
  return {model::parameters_of(*network), progress};
}

TEST(Trainer, AResumedRunIsTheUninterruptedOne) {
  const ScratchFolder once, twice;
  const TrainConfig whole = tiny_run(once), parts = tiny_run(twice);
  ASSERT_TRUE(run(whole, false, "dev after batch 80"));
  const auto interrupted = run(parts, false, "dev after batch 40");
  ASSERT_TRUE(interrupted && interrupted->interrupted);
  EXPECT_EQ(interrupted->batches, 40);
  ASSERT_TRUE(run(parts, true, "dev after batch 80"));

  const auto [expected, expected_progress] = checkpoint_of(whole);
  const auto [got, got_progress] = checkpoint_of(parts);
  EXPECT_EQ(got_progress.batch, 80);
  EXPECT_EQ(got_progress.best_loss, expected_progress.best_loss);
  for (const auto& [name, tensor] : expected) EXPECT_TRUE(torch::equal(tensor, got.at(name))) << name;
  EXPECT_EQ(read_file(parts.output / "model.safetensors").value(),
            read_file(whole.output / "model.safetensors").value());
}

TEST(Trainer, ALossThatIsNotFiniteKeepsTheLastGoodCheckpoint) {
  for (const int evaluate_every : {1, 10}) {
    const ScratchFolder folder;
    TrainConfig config = tiny_run(folder);
    config.evaluate_every = evaluate_every;
    ASSERT_TRUE(run(config, false, "dev after batch 10"));
    const std::string good = read_file(config.checkpoints / "checkpoint.pt").value();
    config.learning_rate = 1e36;
    const auto summary = run(config, true);
    ASSERT_FALSE(summary);
    EXPECT_THAT(summary.error().message, AllOf(HasSubstr("not finite"), HasSubstr("checkpoint.pt")));
    EXPECT_EQ(read_file(config.checkpoints / "checkpoint.pt").value(), good);
    EXPECT_TRUE(engine::Generator::load(config.output));
  }
}

TEST(Trainer, StopsWhereTheDevLossNoLongerFalls) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  config.learning_rate = 0;
  config.evaluate_every = 2;
  config.patience = 3;
  const auto summary = run(config);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->batches, 8) << "the best at 2, no better at 4, 6 and 8";
}

TEST(Trainer, AFinishedRunResumedIsStillFinished) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  config.epochs = 1;
  const auto first = run(config);
  ASSERT_TRUE(first);
  const auto second = run(config, true);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->batches, first->batches);
  EXPECT_EQ(second->best_loss, first->best_loss);
}

TEST(Trainer, AFreshRunUsesNothingOfAnEarlierOne) {
  const ScratchFolder folder;
  TrainConfig config = tiny_run(folder);
  config.epochs = 1;
  ASSERT_TRUE(run(config));
  const std::string tokenizer = read_file(config.output / "tokenizer.model").value();
  config.tokenizer_size += 5;
  ASSERT_TRUE(run(config));
  EXPECT_NE(read_file(config.output / "tokenizer.model").value(), tokenizer);
}

TEST(Trainer, ErrorsNameWhatIsWrong) {
  const ScratchFolder folder;
  const TrainConfig good = tiny_run(folder);
  TrainConfig config = good;
  config.train.front().path = folder / "missing.jsonl";
  EXPECT_THAT(run(config).error().message, HasSubstr("missing.jsonl"));
  config = good;
  config.model.language = "klingon";
  EXPECT_THAT(run(config).error().message, HasSubstr("\"klingon\""));
  config = good;
  config.max_tokens = 1;
  EXPECT_FALSE(run(config));
}

}  // namespace
}  // namespace treewright::lab
