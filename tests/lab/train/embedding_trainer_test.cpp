#include "lab/train/embedding_trainer.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "engine/embed/embedder.h"
#include "lab/data/embedding_data.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string row(const std::string& nl, const std::string& code, const std::string& name = "") {
  json object = {{"nl", nl}, {"code", code}};
  if (!name.empty()) object["names"] = json::array({json::array({name, "local"})});
  return object.dump() + "\n";
}

/// Two wordings of six codes about a name.
std::string rows_about(const std::string& name) {
  std::string rows;
  for (const auto& [nl, code] :
       std::vector<std::pair<std::string, std::string>>{{"remove the file", "os.unlink("},
                                                        {"delete it from disk", "os.unlink("},
                                                        {"read everything", "open().read("},
                                                        {"load all text", "open().read("},
                                                        {"wait a second", "time.sleep("},
                                                        {"pause for a moment", "time.sleep("},
                                                        {"order the values", "sorted("},
                                                        {"arrange from low to high", "sorted("},
                                                        {"count the elements", "len("},
                                                        {"number of entries", "len("},
                                                        {"show on the screen", "print("},
                                                        {"write to the terminal", "print("}}) {
    rows += row(nl, code + name + ")", name);
  }
  return rows;
}

EmbeddingConfig tiny_run(const ScratchFolder& folder) {
  const bool written =
      write_file(folder / "train.jsonl", rows_about("alpha") + rows_about("beta") + rows_about("gamma")) &&
      write_file(folder / "dev.jsonl", rows_about("delta"));
  EXPECT_TRUE(written);
  EmbeddingConfig config;
  config.paths.train = {{.path = folder / "train.jsonl"}};
  config.paths.dev = {{.path = folder / "dev.jsonl"}};
  config.paths.output = folder / "model";
  config.dimension = 8;
  config.batch = 12;
  config.epochs = 40;
  config.learning_rate = 0.1;
  config.temperature = 0.2;
  return config;
}

Result<EmbeddingSummary> run(const EmbeddingConfig& config, const std::string& until = "-") {
  std::stop_source stop;
  TrainOptions options;
  options.stop = stop.get_token();
  options.report = [&](const std::string& line) {
    if (line.starts_with(until)) stop.request_stop();
  };
  return train_embedding(config, options);
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

TEST(EmbeddingTrainer, LowersTheLossAndRetrieves) {
  const ScratchFolder folder;
  const auto summary = run(tiny_run(folder));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_LT(summary->last_loss, summary->first_loss / 2);
  EXPECT_GT(summary->best, 0.9);
  const auto embedder = embed::Embedder::load(folder / "model");
  ASSERT_TRUE(embedder) << embedder.error().message;
  const auto query = embedder->embed("remove the files");
  const double near = cosine(query, embedder->embed("os.unlink(path)"));
  const double far = cosine(query, embedder->embed("time.sleep(path)"));
  EXPECT_GT(near, far + 0.3);
  EXPECT_GT(cosine(query, embedder->embed("delete it from the disk")), far + 0.3);
}

TEST(EmbeddingTrainer, ASeedGivesOneModel) {
  const ScratchFolder folder;
  EmbeddingConfig config = tiny_run(folder);
  config.epochs = 2;
  const auto weights = [&] {
    EXPECT_TRUE(run(config));
    return read_file(config.paths.output / "model.safetensors").value();
  };
  const std::string first = weights();
  EXPECT_EQ(weights(), first);
  config.seed = 2;
  EXPECT_NE(weights(), first);
}

TEST(EmbeddingTrainer, StopsWhenAsked) {
  const ScratchFolder folder;
  const auto summary = run(tiny_run(folder), "epoch 2");
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->interrupted);
  EXPECT_EQ(summary->epochs, 2);
  EXPECT_TRUE(embed::Embedder::load(folder / "model"));
}

TEST(EmbeddingTrainer, ErrorsNameWhatIsWrong) {
  const ScratchFolder folder;
  const EmbeddingConfig good = tiny_run(folder);
  EmbeddingConfig config = good;
  config.paths.train.front().path = folder / "missing.jsonl";
  EXPECT_THAT(run(config).error().message, HasSubstr("missing.jsonl"));
  config = good;
  config.least_rows = 1000;
  EXPECT_THAT(run(config).error().message, HasSubstr("\"least_rows\""));
  config = good;
  config.learning_rate = 1e6;
  EXPECT_THAT(run(config).error().message, HasSubstr("\"learning_rate\""));
}

EmbeddingData data_of(const ScratchFolder& folder, const EmbeddingConfig& config) {
  auto data = read_embedding_data(config, [](const std::string&) {});
  EXPECT_TRUE(data) << folder.path();
  return *std::move(data);
}

TEST(EmbeddingData, RowsWithTheSameCodeButForNamesAreParaphrases) {
  const ScratchFolder folder;
  EmbeddingConfig config = tiny_run(folder);
  ASSERT_TRUE(
      write_file(folder / "train.jsonl", row("open it", "open(a)", "a") + row("open the b", "open(b)", "b") +
                                             row("it open", "open(c)") + row("close", "a.close()", "a")));
  config.least_rows = 1;
  const EmbeddingData data = data_of(folder, config);
  ASSERT_EQ(data.rows.size(), 4U);
  EXPECT_EQ(data.rows[0].same_code, data.rows[1].same_code);
  EXPECT_NE(data.rows[0].same_code, data.rows[2].same_code);
  EXPECT_EQ(data.rows[0].same_description, data.rows[2].same_description);
  EXPECT_THAT(data.paraphrases[data.rows[0].same_code], ElementsAre(0, 1));
  EXPECT_EQ(data.terms.front(), "open");
}

TEST(EmbeddingData, KeepsFrequentTermsAndFewRowsOfOneCode) {
  const ScratchFolder folder;
  EmbeddingConfig config = tiny_run(folder);
  config.least_rows = 2;
  config.per_code = 2;
  ASSERT_TRUE(write_file(
      folder / "train.jsonl",
      row("read once", "f(a)", "a") + row("read twice", "f(b)", "b") + row("read more", "f(c)", "c")));
  const EmbeddingData data = data_of(folder, config);
  EXPECT_EQ(data.rows.size(), 2U);
  EXPECT_THAT(data.terms, UnorderedElementsAre("read", "f"));
  EXPECT_THAT(data.rows[0].description, testing::SizeIs(1));
}

}  // namespace
}  // namespace treewright::lab
