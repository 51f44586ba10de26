#include "lab/data/embedding_config.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class EmbeddingConfigFile : public testing::Test {
 protected:
  const std::filesystem::path& write(const json& object) {
    EXPECT_TRUE(write_file(path_, object.dump()));
    return path_;
  }
  std::string refusal_with(const char* field, const json& value) {
    json object = {{"train", {"a.jsonl"}}, {"dev", {"b.jsonl"}}, {"output", "model"}};
    object[field] = value;
    const auto config = read_embedding_config(write(object));
    return config ? "nothing" : config.error().message;
  }

  ScratchFolder folder_;
  std::filesystem::path path_ = folder_ / "config.json";
};

TEST_F(EmbeddingConfigFile, ReadsFieldsAndKeepsDefaults) {
  const auto config = read_embedding_config(write({{"root", "data"},
                                                   {"train", {"a.jsonl"}},
                                                   {"dev", {"b.jsonl"}},
                                                   {"output", "model"},
                                                   {"dimension", 96},
                                                   {"weights", {{"code", 0.25}}}}));
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->paths.output, folder_ / "data/model");
  EXPECT_EQ(config->dimension, 96);
  EXPECT_EQ(config->weights.code, 0.25);
  EXPECT_EQ(config->weights.description, embed::FieldWeights().description);
  EXPECT_EQ(config->epochs, EmbeddingConfig().epochs);
}

TEST_F(EmbeddingConfigFile, WrongValuesNameFileAndField) {
  EXPECT_EQ(refusal_with("epochs", 3), "nothing");
  for (const char* field :
       {"dimension", "terms", "least_rows", "per_code", "batch", "epochs", "learning_rate", "temperature",
        "dropout", "paraphrases", "seed", "weights", "root", "output", "train", "dev"}) {
    EXPECT_THAT(refusal_with(field, json(true)), HasSubstr(fmt::format("config.json: \"{}\"", field)));
  }
  EXPECT_THAT(refusal_with("weights", {{"name", "x"}}), HasSubstr("\"weights\": \"name\" must be a number"));
}

TEST_F(EmbeddingConfigFile, RunsAreToldApartByTheirArchitecture) {
  EXPECT_TRUE(is_embedding_run(write({{"architecture", "static-embedding"}})).value());
  EXPECT_FALSE(is_embedding_run(write({{"model", json::object()}})).value());
  EXPECT_FALSE(is_embedding_run(write(json::array())));
}

}  // namespace
}  // namespace treewright::lab
