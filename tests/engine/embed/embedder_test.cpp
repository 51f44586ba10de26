#include "engine/embed/embedder.h"

#include <gmock/gmock.h>

#include <thread>

#include "support/scratch_folder.h"

namespace treewright::embed {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::FloatEq;
using testing::FloatNear;
using testing::HasSubstr;

Embedder example(FieldWeights weights = {}) {
  return Embedder({2, weights, {"read", "file", "delet"}, {3, 0, 0, 4, 1, 1}});
}

const Stems read_stem{"read"}, file_stem{"file"}, delete_stem{"delet"}, two_stems{"read", "file"};

TEST(Embedder, SumsTheRowsOfAText) {
  const Embedder embedder = example();
  EXPECT_EQ(embedder.dimension(), 2U);
  EXPECT_THAT(embedder.embed("read"), ElementsAre(1, 0));
  EXPECT_THAT(embedder.embed("reads the files"), ElementsAre(FloatEq(0.6F), FloatEq(0.8F)));
  EXPECT_THAT(embedder.embed("file_reader.deleteFiles()"), testing::SizeIs(2));
}

TEST(Embedder, ARepeatedOrUnknownWordChangesNothing) {
  const Embedder embedder = example();
  EXPECT_EQ(embedder.embed("read read quantum file"), embedder.embed("file read"));
}

TEST(Embedder, NoKnownWordIsZero) {
  EXPECT_THAT(example().embed("quantum"), Each(0));
  EXPECT_THAT(example().embed(""), Each(0));
  EXPECT_THAT(example().embed(Passage{}), Each(0));
  EXPECT_THAT(example({0, 0, 0}).embed(Passage{.code = read_stem}), Each(0));
}

TEST(Embedder, PartsOfAPassageCountByTheirWeights) {
  const Embedder embedder = example({.description = 3, .name = 0, .code = 4});
  EXPECT_THAT(embedder.embed({.description = read_stem, .name = delete_stem, .code = file_stem}),
              ElementsAre(FloatEq(0.6F), FloatEq(0.8F)));
  EXPECT_THAT(embedder.embed(Passage{.code = file_stem}), ElementsAre(0, FloatEq(1)));
  // A long part weighs no more than a short one.
  EXPECT_THAT(embedder.embed({.description = read_stem, .code = two_stems}),
              ElementsAre(FloatNear(0.8603F, 1e-3F), FloatNear(0.5098F, 1e-3F)));
}

TEST(Embedder, AWeightIsNoneOfAQuerys) {
  EXPECT_THAT(example({.description = 0}).embed("read"), ElementsAre(1, 0));
}

TEST(Embedder, LoadsWhatWasSaved) {
  const ScratchFolder folder;
  ASSERT_TRUE(save_embedding_model(folder.path(), {2, {}, {"read"}, {3, 4}}));
  const auto embedder = Embedder::load(folder.path());
  ASSERT_TRUE(embedder) << embedder.error().message;
  EXPECT_THAT(embedder->embed("reading"), ElementsAre(FloatEq(0.6F), FloatEq(0.8F)));
  EXPECT_THAT(Embedder::load(folder / "missing").error().message, HasSubstr("config.json"));
}

TEST(Embedder, ServesSeveralThreads) {
  const Embedder embedder = example();
  const std::vector<float> expected = embedder.embed("delete the file");
  constexpr std::size_t count = 4;
  std::vector<std::jthread> threads;
  threads.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 200; ++k) EXPECT_EQ(embedder.embed("delete the file"), expected);
    });
  }
}

}  // namespace
}  // namespace treewright::embed
