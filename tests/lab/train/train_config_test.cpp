#include "lab/train/train_config.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

class TrainConfigFile : public testing::Test {
 protected:
  Result<TrainConfig> read(std::string_view text) const {
    EXPECT_TRUE(write_file(folder_ / "config.json", text));
    return read_train_config(folder_ / "config.json");
  }
  std::string refusal_with(const char* field, const json& value) const {
    json object = {{"train", {"a.jsonl"}}, {"dev", {"b.jsonl"}}, {"output", "model"}};
    if (value.is_null()) {
      object.erase(field);
    } else {
      object[field] = value;
    }
    const auto config = read(object.dump());
    if (config) return "nothing";
    EXPECT_THAT(config.error().message, HasSubstr("config.json: "));
    return config.error().message;
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  ScratchFolder folder_;
};

TEST_F(TrainConfigFile, ReadsFieldsAndKeepsDefaults) {
  const auto config = read(R"({
    // comments are fine
    "root": "data", "train": ["a.jsonl"], "dev": [{"path": "b.jsonl", "limit": 5}], "output": "model", "epochs": 3,
    "learning_rate": 0.5, "seed": 9, "teachers": ["../a", "b"], "distillation": 0.7, "model": {"embedding": 32}})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->train.front().path, folder() / "data/a.jsonl");
  EXPECT_EQ(config->dev.front().limit, 5U);
  EXPECT_EQ(config->output, folder() / "data/model");
  EXPECT_EQ(config->epochs, 3);
  EXPECT_EQ(config->seed, 9U);
  EXPECT_EQ(config->learning_rate, 0.5);
  EXPECT_EQ(config->model.embedding, 32);
  EXPECT_EQ(config->patience, TrainConfig().patience);
  EXPECT_EQ(config->distillation, 0.7);
  EXPECT_THAT(config->teachers, testing::ElementsAre(folder() / "data/../a", folder() / "data/b"));
}

TEST_F(TrainConfigFile, MissingPartsAreNamed) {
  EXPECT_EQ(refusal_with("epochs", 2), "nothing");
  for (const char* field : {"train", "dev", "output"}) {
    EXPECT_THAT(refusal_with(field, nullptr), HasSubstr(fmt::format("\"{}\" must name", field)));
  }
  EXPECT_FALSE(read_train_config(folder() / "missing.json"));
  EXPECT_THAT(read("[1]").error().message, HasSubstr("not a JSON object"));
  EXPECT_THAT(read("{").error().message, HasSubstr("not a JSON object"));
}

TEST_F(TrainConfigFile, WrongValuesNameTheField) {
  for (const char* field :
       {"tokenizer_size", "max_tokens",  "batch_steps",    "epochs",   "max_batches", "learning_rate",
        "warmup",         "clip",        "evaluate_every", "patience", "seed",        "root",
        "output",         "checkpoints", "train",          "dev",      "model",       "teachers",
        "distillation",   "initial"}) {
    EXPECT_THAT(refusal_with(field, json(true)), HasSubstr(fmt::format("\"{}\"", field)));
    EXPECT_THAT(refusal_with(field, json(-1)), HasSubstr(fmt::format("\"{}\"", field)));
  }
  for (const char* field :
       {"tokenizer_size", "max_tokens", "batch_steps", "epochs", "evaluate_every", "patience"}) {
    EXPECT_THAT(refusal_with(field, json(0)), HasSubstr(fmt::format("\"{}\"", field)));
    EXPECT_THAT(refusal_with(field, json(1.5)), HasSubstr(fmt::format("\"{}\"", field)));
  }
  EXPECT_THAT(refusal_with("model", {{"embedding", "x"}}),
              AllOf(HasSubstr("\"model\""), HasSubstr("\"embedding\"")));
  EXPECT_THAT(refusal_with("model", {{"decoder_hidden", 6}}), HasSubstr("\"decoder_hidden\" must be twice"));
}

}  // namespace
}  // namespace treewright::lab
