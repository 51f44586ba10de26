#include "engine/model/model_folder.h"

#include <gmock/gmock.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "engine/model/safetensors.h"
#include "fixtures/model_folder_test.h"
#include "fixtures/seed.h"
#include "fixtures/tiny_model.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::model {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

class ModelFolder : public fixtures::ModelFolderTest {
 protected:
  ModelFolder()
      : ModelFolderTest({{"weights_sha256", "model.safetensors"}, {"tokenizer_sha256", "tokenizer.model"}}) {}
  void SetUp() override { fixtures::write_tiny_model(folder_.path(), 1); }
  [[nodiscard]] std::optional<Error> load() const override {
    const auto model = load_model(folder_.path());
    return model ? std::nullopt : std::optional(model.error());
  }
  std::string refusal_with(const char* field, const json& value) const {
    edit_config([&](json& config) { config[field] = value; });
    return refusal();
  }
  template <typename Change>
  std::string refusal_with_weights(Change change) const {
    auto tensors = parse_safetensors(bytes_of("model.safetensors")).value();
    change(tensors);
    write("model.safetensors", to_safetensors(tensors, false));
    sign();
    return refusal();
  }
};

TEST_F(ModelFolder, RoundTripKeepsConfigAndWeights) {
  const auto network = fixtures::tiny_network(1);
  const auto loaded = load_model(folder_.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->config.symbols, fixtures::tiny_config().symbols);
  EXPECT_EQ(loaded->vocabulary.size(), fixtures::tiny_vocabulary().size());
  EXPECT_FALSE(loaded->network->is_training());
  const auto expected = parameters_of(*network), got = parameters_of(*loaded->network);
  ASSERT_EQ(expected.size(), got.size());
  for (const auto& [name, tensor] : expected) {
    EXPECT_TRUE(torch::equal(got.at(name), tensor.to(torch::kHalf).to(torch::kFloat))) << name;
    EXPECT_FALSE(got.at(name).requires_grad());
  }
}

TEST_F(ModelFolder, SavingWhatWasLoadedGivesTheSameFiles) {
  const auto loaded = load_model(folder_.path());
  ASSERT_TRUE(loaded);
  const ScratchFolder second;
  ASSERT_TRUE(
      save_model(second / "new" / "folder", loaded->config, *loaded->network, fixtures::tiny_tokenizer()));
  for (const char* file : {"config.json", "model.safetensors", "tokenizer.model"}) {
    EXPECT_EQ(read_file(second / "new" / "folder" / file).value(), bytes_of(file)) << file;
  }
}

TEST_F(ModelFolder, MissingFilesAreNamed) {
  for (const char* file : {"config.json", "model.safetensors", "tokenizer.model"}) {
    fixtures::write_tiny_model(folder_.path(), 1);
    std::filesystem::remove(folder_ / file);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file), HasSubstr("No such file")));
  }
  std::filesystem::remove_all(folder_.path());
  EXPECT_THAT(refusal(), HasSubstr("config.json"));
}

TEST_F(ModelFolder, TruncatedOrDamagedFilesAreNamed) {
  for (const char* file : {"model.safetensors", "tokenizer.model"}) {
    const std::string whole = bytes_of(file);
    std::string flipped = whole;
    flipped[whole.size() / 2] ^= 1;
    for (const std::string& bytes : {std::string(), whole.substr(0, whole.size() - 1), flipped}) {
      write(file, bytes);
      EXPECT_THAT(refusal(), AllOf(HasSubstr(file), HasSubstr("SHA-256")));
    }
    write(file, whole);
  }
  const std::string config = bytes_of("config.json");
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, config.size() / 2}) {
    write("config.json", std::string_view(config).substr(0, size));
    EXPECT_THAT(refusal(), AllOf(HasSubstr("config.json"), HasSubstr("not valid JSON")));
  }
}

TEST_F(ModelFolder, HostileConfigsNameTheField) {
  EXPECT_THAT(refusal_with("embedding", 1'000'000'000), HasSubstr("\"embedding\" must lie in"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with("decoder_hidden", "big"), HasSubstr("\"decoder_hidden\" must be a number"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with("decoder_hidden", 18), HasSubstr("\"decoder_hidden\" must be twice"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with("vocabulary", 77), HasSubstr("\"vocabulary\" is 77 where tokenizer.model"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with("format", 99), HasSubstr("another version of treewright"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with("weights_sha256", "short"), HasSubstr("\"weights_sha256\""));
}

TEST_F(ModelFolder, SizesAreComparedBeforeTheNetworkIsMade) {
  // Within bounds, but a network of gigabytes.
  edit_config([](json& config) {
    config["encoder_hidden"] = 2048;
    config["decoder_hidden"] = 4096;
    config["encoder_layers"] = 8;
  });
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("model.safetensors"), HasSubstr("the sizes in config.json ask for")));
}

TEST_F(ModelFolder, OfATransformerRoundTripAndSizes) {
  fixtures::write_tiny_transformer(folder_.path(), 3);
  const auto loaded = load_model(folder_.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto expected = parameters_of(*fixtures::tiny_network(3, 1, fixtures::tiny_transformer_config()));
  const auto got = parameters_of(*loaded->network);
  ASSERT_EQ(expected.size(), got.size());
  for (const auto& [name, tensor] : expected)
    EXPECT_TRUE(torch::equal(got.at(name), tensor.to(torch::kHalf).to(torch::kFloat))) << name;
  EXPECT_THAT(refusal_with("heads", 3), HasSubstr("\"heads\" must divide \"embedding\""));
  fixtures::write_tiny_transformer(folder_.path(), 3);
  edit_config([](json& config) {
    config["embedding"] = 4096;
    config["feed_forward"] = 1 << 14;
    config["encoder_layers"] = config["decoder_layers"] = 8;
  });
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("model.safetensors"), HasSubstr("the sizes in config.json ask for")));
}

TEST_F(ModelFolder, WeightsThatDoNotFitAreNamed) {
  EXPECT_THAT(refusal_with_weights([](Tensors& t) { t.erase("output_bias"); }),
              HasSubstr("model.safetensors"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with_weights([](Tensors& t) { t["more"] = torch::zeros({0}); }),
              HasSubstr("tensors where"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with_weights([](Tensors& t) {
                t["other"] = t.at("output_bias");
                t.erase("output_bias");
              }),
              HasSubstr("tensor \"output_bias\" is missing"));
  fixtures::write_tiny_model(folder_.path(), 1);
  EXPECT_THAT(refusal_with_weights([](Tensors& t) {
                t["keys.weight"] = t.at("keys.weight").view({-1, 1});
              }),
              HasSubstr("tensor \"keys.weight\" is 256×1 where 16×16 is expected"));
}

TEST_F(ModelFolder, WeightsThatAreNoNumbersAreRefused) {
  for (const double value : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    fixtures::write_tiny_model(folder_.path(), 1);
    EXPECT_THAT(refusal_with_weights([value](Tensors& t) { t.at("kinds.weight")[1][1] = value; }),
                AllOf(HasSubstr("tensor \"kinds.weight\""), HasSubstr("NaN or an infinity")));
  }
}

TEST_F(ModelFolder, ModelsThatCouldNotBeLoadedAreNotSaved) {
  const auto network = fixtures::tiny_network(2);
  {
    const torch::NoGradGuard no_gradients;
    parameters_of(*network).at("output_bias")[3] = 1e6;
  }
  const std::string before = bytes_of("model.safetensors");
  const auto saved =
      save_model(folder_.path(), fixtures::tiny_config(), *network, fixtures::tiny_tokenizer());
  ASSERT_FALSE(saved);
  EXPECT_THAT(saved.error().message, HasSubstr("\"output_bias\""));
  EXPECT_EQ(bytes_of("model.safetensors"), before);
  EXPECT_EQ(refusal(), "nothing");
}

/// The message of load_examples after `change` to a folder with examples.
std::string examples_refusal(const std::filesystem::path& folder, const std::function<void()>& change) {
  fixtures::write_tiny_tree_model(folder, 1, 1, "{\"nl\": \"a\", \"code\": \"b\"}\n");
  change();
  const auto model = load_model(folder);
  const auto examples = load_examples(folder, model.value().files);
  return examples ? *examples : examples.error().message;
}

TEST_F(ModelFolder, ExamplesAreThoseOfTheModelOrRefused) {
  const auto& folder = folder_.path();
  const auto file = folder / "examples.jsonl";
  EXPECT_EQ(examples_refusal(folder, [] {}), "{\"nl\": \"a\", \"code\": \"b\"}\n");
  EXPECT_THAT(examples_refusal(folder, [&] { write("examples.jsonl", "{}"); }),
              AllOf(HasSubstr(file.string() + ": damaged"), HasSubstr("; restore the model's folder")));
  EXPECT_THAT(examples_refusal(folder, [&] { std::filesystem::remove(file); }),
              AllOf(HasSubstr(file.string()), HasSubstr("; restore the model's folder")));
  // Another model's file beside a model that was made without: never used.
  EXPECT_THAT(examples_refusal(folder, [&] { fixtures::write_tiny_tree_model(folder, 2); }),
              AllOf(HasSubstr("config.json: \"examples_sha256\" is missing"), HasSubstr("train it again")));
}

TEST_F(ModelFolder, RefusesATokenizerOfGarbage) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 50; ++i) {
    std::string bytes(fixtures::below(4000, random), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    write("tokenizer.model", bytes);
    sign();
    EXPECT_NE(refusal(), "nothing");
  }
}

TEST_F(ModelFolder, ADamagedTokenizerNeverCrashes) {
  std::mt19937_64 random(fixtures::test_seed());
  const std::string& whole = fixtures::tiny_tokenizer();
  int loaded = 0;
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    for (std::size_t flips = 1 + fixtures::below(4, random); flips > 0; --flips) {
      bytes[fixtures::below(bytes.size(), random)] ^= static_cast<char>(1 << fixtures::below(8, random));
    }
    const auto subwords = text::Subwords::load(bytes);
    if (!subwords) continue;
    ++loaded;
    for (const int piece : subwords->encode(" read x é\xff")) {
      EXPECT_GE(piece, 0);
      EXPECT_LT(piece, subwords->size());
    }
  }
  EXPECT_GT(loaded, 0);  // not all damage is seen
}

}  // namespace
}  // namespace treewright::model
