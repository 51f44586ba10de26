#include "engine/model/config.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace treewright::model {
namespace {

using nlohmann::json;
using testing::HasSubstr;

ModelManifest some_manifest() {
  ModelManifest manifest;
  manifest.config.embedding = 12;
  manifest.config.encoder_hidden = 34;
  manifest.config.encoder_layers = 2;
  manifest.config.decoder_hidden = 68;
  manifest.config.dropout = 0.25;
  manifest.config.symbols = {"(", "def", "\""};
  manifest.config.limits = {17, 5};
  manifest.config.vocabulary = 321;
  manifest.files = {std::string(64, 'a'), std::string(64, 'b')};
  return manifest;
}

/// The message on a manifest in which `field` has another value (or, with null, is missing).
std::string refusal(const char* field, const json& value) {
  json object = json::parse(to_json(some_manifest()));
  if (value.is_null()) {
    object.erase(field);
  } else {
    object[field] = value;
  }
  const auto manifest = parse_manifest(object.dump());
  return manifest ? "nothing" : manifest.error().message;
}

TEST(ModelConfig, ManifestRoundTrip) {
  const auto read = parse_manifest(to_json(some_manifest()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(some_manifest()));
  EXPECT_EQ(read->config.limits.max_names, 5U);
  EXPECT_EQ(read->config.symbols.back(), "\"");
  EXPECT_EQ(read->files.tokenizer_sha256, std::string(64, 'b'));
}

ModelManifest transformer_manifest() {
  ModelManifest manifest = some_manifest();
  manifest.config.transformer = manifest.config.writes_trees = true;
  manifest.config.heads = 4;
  manifest.config.decoder_layers = 5;
  manifest.config.feed_forward = 99;
  manifest.config.slots = 7;
  return manifest;
}

TEST(ModelConfig, TransformerRoundTrip) {
  const std::string text = to_json(transformer_manifest());
  const auto read = parse_manifest(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), text);
  EXPECT_TRUE(read->config.transformer && read->config.writes_trees);
  EXPECT_EQ(read->config.decoder_layers, 5);
  EXPECT_EQ(read->config.feed_forward, 99);
  json object = json::parse(text);
  EXPECT_FALSE(object.contains("encoder_hidden")) << "an LSTM's";
  for (const auto& [field, value] : object.items()) {
    if (field == "decoding") continue;  // has defaults
    json without = object;
    without.erase(field);
    const auto manifest = parse_manifest(without.dump());
    ASSERT_FALSE(manifest) << field;
    if (field == "architecture") continue;  // then it is an LSTM's, and misses other fields
    EXPECT_THAT(manifest.error().message, HasSubstr("\"" + field + "\""));
  }
}

TEST(ModelConfig, ContradictionsNameTheField) {
  ModelConfig config = transformer_manifest().config;
  EXPECT_EQ(contradiction(config), "");
  config.heads = 5;
  EXPECT_EQ(contradiction(config), "\"heads\" must divide \"embedding\"");
  config = some_manifest().config;
  EXPECT_EQ(contradiction(config), "");
  config.decoder_hidden = 67;
  EXPECT_EQ(contradiction(config), "\"decoder_hidden\" must be twice \"encoder_hidden\"");
}

TEST(ModelConfig, HostileSizesOfATransformerAreRefused) {
  for (const char* field : {"decoder_layers", "heads", "feed_forward", "encoder_layers"}) {
    for (const json& size : {json(0), json(1'000'000'000), json(-1e300), json(std::int64_t{1} << 62)}) {
      json object = json::parse(to_json(transformer_manifest()));
      object[field] = size;
      const auto manifest = parse_manifest(object.dump());
      ASSERT_FALSE(manifest) << field << size;
      EXPECT_THAT(manifest.error().message, HasSubstr(fmt::format("\"{}\" must lie in", field)));
    }
  }
}

TEST(ModelConfig, ExamplesAreOptional) {
  ModelManifest manifest = some_manifest();
  EXPECT_EQ(parse_manifest(to_json(manifest))->files.examples_sha256, "");
  manifest.files.examples_sha256 = std::string(64, 'c');
  EXPECT_EQ(parse_manifest(to_json(manifest))->files.examples_sha256, std::string(64, 'c'));
  EXPECT_EQ(refusal("examples_sha256", "c"), "\"examples_sha256\" must be a SHA-256 in hexadecimal");
  EXPECT_EQ(refusal("examples_sha256", 1), "\"examples_sha256\" must be a SHA-256 in hexadecimal");
}

TEST(ModelConfig, KeepsHowATokenModelDecodes) {
  ModelManifest manifest = some_manifest();
  manifest.config.decoding.lambda = 3;
  EXPECT_EQ(parse_manifest(to_json(manifest))->config.decoding.lambda, 3);
  EXPECT_EQ(refusal("decoding", nullptr), "nothing") << "it has defaults";
}

TEST(ModelConfig, ScorersAreFoldersWithWeights) {
  ModelManifest manifest = some_manifest();
  EXPECT_EQ(json::parse(to_json(manifest))["decoding"].count("scorers"), 0U);
  manifest.config.decoding.reranking = {{{"other-seed", 0.25}, {"tokens", 2}}, 7};
  const auto read = parse_manifest(to_json(manifest));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->config.decoding.reranking.weights, manifest.config.decoding.reranking.weights);
  EXPECT_EQ(read->config.decoding.reranking.margin, 7);
  const auto of = [](const json& scorers) { return refusal("decoding", {{"scorers", scorers}}); };
  EXPECT_THAT(of(json::array()), HasSubstr("\"scorers\" must be an object"));
  for (const char* name : {"", "..", "a/b", "A", "a.b", "ä"})
    EXPECT_THAT(of({{name, 1}}), HasSubstr("must be of a-z, 0-9 and hyphens")) << name;
  EXPECT_THAT(of({{"tokens", -1}}), HasSubstr("\"scorers\": \"tokens\" must lie in 0 … 100"));
  EXPECT_THAT(of({{"tokens", "1"}}), HasSubstr("\"scorers\": \"tokens\" must be a number"));
}

TEST(ModelConfig, EveryFieldOfAManifestIsRequired) {
  json whole = json::parse(to_json(some_manifest()));
  whole.erase("decoding");
  for (const auto& [field, value] : whole.items()) {
    EXPECT_THAT(refusal(field.c_str(), nullptr), HasSubstr("\"" + field + "\""));
  }
}

TEST(ModelConfig, WrongTypesNameTheField) {
  const json whole = json::parse(to_json(some_manifest()));
  for (const auto& [field, value] : whole.items()) {
    for (const json& wrong : {json(true), json::object(), json::array({1}), json("12"), json(-1)}) {
      if (field == "language" && wrong.is_string()) continue;
      if (field == "decoding" && wrong.is_object()) continue;
      EXPECT_THAT(refusal(field.c_str(), wrong), HasSubstr("\"" + field + "\"")) << wrong;
    }
  }
  EXPECT_THAT(refusal("embedding", 12.5), HasSubstr("\"embedding\" must be a whole number"));
  EXPECT_EQ(refusal("dropout", 0.125), "nothing");
}

TEST(ModelConfig, HostileSizesAreRefused) {
  for (const char* field : {"embedding", "encoder_hidden", "encoder_layers", "decoder_hidden", "dropout",
                            "max_pieces", "max_names", "vocabulary"}) {
    for (const json& size : {json(1'000'000'000), json(1e300), json(-1e300), json(std::int64_t{1} << 62)}) {
      EXPECT_THAT(refusal(field, size), HasSubstr(fmt::format("\"{}\" must lie in", field))) << size;
    }
  }
  EXPECT_THAT(refusal("symbols", json(std::vector<std::string>(5000, "x"))), HasSubstr("\"symbols\""));
}

TEST(ModelConfig, OtherVersionsAndArchitecturesAreRefused) {
  EXPECT_THAT(refusal("format", 2), HasSubstr("another version of treewright"));
  EXPECT_THAT(refusal("format", 1.5), HasSubstr("another version of treewright"));
  EXPECT_THAT(
      refusal("architecture", "transformer"),
      HasSubstr("\"architecture\" must be \"attention-lstm\", \"tree-lstm\" or \"tree-transformer\""));
}

TEST(ModelConfig, TextThatIsNoJsonObjectIsRefused) {
  for (const std::string_view text : {"", "{", "nonsense", "\xff", "[]", "3", "null"}) {
    EXPECT_FALSE(parse_manifest(text)) << text;
  }
}

TEST(ModelConfig, TrainingConfigsKeepDefaults) {
  const auto config = parse_model_config(json{{"embedding", 64}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->embedding, 64);
  EXPECT_EQ(config->decoder_hidden, ModelConfig().decoder_hidden);
  EXPECT_FALSE(parse_model_config(json(3)));
}

}  // namespace
}  // namespace treewright::model
