#include "engine/embed/embedding_model.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "engine/model/safetensors.h"
#include "fixtures/model_folder_test.h"
#include "fixtures/seed.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::embed {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

EmbeddingModel example() {
  return {2, {.description = 1, .name = 0.5, .code = 2}, {"read", "file", "json"}, {1, 0, 0, 1, 0.5, -2}};
}

class EmbeddingFolder : public fixtures::ModelFolderTest {
 protected:
  EmbeddingFolder()
      : ModelFolderTest({{"weights_sha256", "model.safetensors"}, {"terms_sha256", "terms.txt"}}) {}
  void SetUp() override { restore(); }
  void restore() const { ASSERT_TRUE(save_embedding_model(folder_.path(), example())); }
  [[nodiscard]] std::optional<Error> load() const override {
    const auto model = load_embedding_model(folder_.path());
    return model ? std::nullopt : std::optional(model.error());
  }
  std::string refusal_with(const char* field, const json& value) const {
    restore();
    edit_config([&](json& config) { config[field] = value; });
    return refusal();
  }
  std::string refusal_with_file(const char* file, std::string_view bytes) const {
    restore();
    write(file, bytes);
    sign();
    return refusal();
  }
  std::string refusal_with_tensors(const model::Tensors& tensors) const {
    return refusal_with_file("model.safetensors", model::to_safetensors(tensors, false));
  }
};

TEST_F(EmbeddingFolder, RoundTripKeepsAll) {
  const auto loaded = load_embedding_model(folder_.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->dimension, 2);
  EXPECT_EQ(loaded->weights.code, 2);
  EXPECT_EQ(loaded->weights.name, 0.5);
  EXPECT_EQ(loaded->terms, example().terms);
  EXPECT_EQ(loaded->rows, example().rows);
}

TEST_F(EmbeddingFolder, IsToldFromOtherFolders) {
  EXPECT_TRUE(holds_embedding_model(folder_.path()));
  edit_config([](json& config) { config["architecture"] = "attention-lstm"; });
  EXPECT_FALSE(holds_embedding_model(folder_.path()));
  write("config.json", "[");
  EXPECT_FALSE(holds_embedding_model(folder_.path()));
  EXPECT_FALSE(holds_embedding_model(folder_ / "missing"));
}

TEST_F(EmbeddingFolder, MissingAndDamagedFilesAreNamed) {
  for (const char* file : {"model.safetensors", "terms.txt"}) {
    restore();
    std::string flipped = bytes_of(file);
    flipped[flipped.size() / 2] ^= 1;
    write(file, flipped);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file), HasSubstr("SHA-256")));
    std::filesystem::remove(folder_ / file);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file), HasSubstr("No such file")));
  }
  write("config.json", bytes_of("config.json").substr(0, 20));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("config.json"), HasSubstr("not a JSON object")));
  std::filesystem::remove(folder_ / "config.json");
  EXPECT_THAT(refusal(), HasSubstr("config.json"));
}

TEST_F(EmbeddingFolder, HostileConfigsNameTheField) {
  EXPECT_THAT(refusal_with("format", 9), HasSubstr("another version of treewright"));
  EXPECT_THAT(refusal_with("architecture", "lstm"), HasSubstr("\"architecture\" must be"));
  EXPECT_THAT(refusal_with("dimension", 1'000'000'000), HasSubstr("\"dimension\" must lie in"));
  EXPECT_THAT(refusal_with("dimension", "big"), HasSubstr("\"dimension\" must be a number"));
  EXPECT_THAT(refusal_with("dimension", 3), HasSubstr("tensor \"rows\" is not 3 (lines of terms.txt) × 3"));
  EXPECT_THAT(refusal_with("weights", 1), HasSubstr("\"weights\" must be an object"));
  EXPECT_THAT(refusal_with("weights", {{"code", -1}}), HasSubstr("\"weights\": \"code\" must lie in"));
  EXPECT_THAT(refusal_with("weights_sha256", "short"), HasSubstr("\"weights_sha256\""));
  EXPECT_THAT(refusal_with("terms_sha256", 1), HasSubstr("\"terms_sha256\""));
  restore();
  edit_config([](json& config) { config.erase("dimension"); });
  EXPECT_THAT(refusal(), HasSubstr("\"dimension\" is missing"));
}

TEST_F(EmbeddingFolder, TermsThatDoNotFitAreNamed) {
  EXPECT_THAT(refusal_with_file("terms.txt", ""), HasSubstr("has no terms"));
  EXPECT_THAT(refusal_with_file("terms.txt", "read\nfile\njson"), HasSubstr("the last line has no end"));
  EXPECT_THAT(refusal_with_file("terms.txt", "read\n\njson\n"), HasSubstr("terms.txt: line 2"));
  EXPECT_THAT(refusal_with_file("terms.txt", "read\nfile\nread\n"), HasSubstr("terms.txt: line 3"));
  EXPECT_THAT(refusal_with_file("terms.txt", "read\nfile\n"), HasSubstr("is not 2 (lines of terms.txt)"));
}

TEST_F(EmbeddingFolder, RowsThatDoNotFitAreNamed) {
  const auto rows = torch::ones({3, 2});
  EXPECT_EQ(refusal_with_tensors({{"rows", rows}}), "nothing");
  EXPECT_THAT(refusal_with_tensors({{"other", rows}}), HasSubstr("the tensor \"rows\" alone"));
  EXPECT_THAT(refusal_with_tensors({{"rows", rows}, {"more", rows}}), HasSubstr("the tensor \"rows\" alone"));
  EXPECT_THAT(refusal_with_tensors({{"rows", rows.view({2, 3})}}), HasSubstr("tensor \"rows\" is not 3"));
  for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    const auto damaged = rows.clone();
    damaged[1][1] = value;
    EXPECT_THAT(refusal_with_tensors({{"rows", damaged}}), HasSubstr("NaN or an infinity"));
  }
}

TEST_F(EmbeddingFolder, GarbageNeverCrashes) {
  std::mt19937_64 random(fixtures::test_seed());
  const std::string whole = bytes_of("model.safetensors");
  int refused = 0;
  for (int i = 0; i < 100; ++i) {
    std::string bytes = whole;
    for (std::size_t flips = 1 + fixtures::below(4, random); flips > 0; --flips)
      bytes[fixtures::below(bytes.size(), random)] ^= static_cast<char>(1 << fixtures::below(8, random));
    const std::string refusal = refusal_with_file("model.safetensors", bytes);
    EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
    refused += refusal != "nothing" ? 1 : 0;
  }
  EXPECT_GT(refused, 25);  // most of the file is its header
}

TEST_F(EmbeddingFolder, ModelsThatCouldNotBeLoadedAreNotSaved) {
  EmbeddingModel model = example();
  model.rows.front() = 1e6F;
  const auto saved = save_embedding_model(folder_.path(), model);
  ASSERT_FALSE(saved);
  EXPECT_THAT(saved.error().message, HasSubstr("\"learning_rate\""));
  EXPECT_EQ(refusal(), "nothing");
}

}  // namespace
}  // namespace treewright::embed
