// A workspace's own sites, asked about as if their code were not there.
#include "lab/evaluate/evaluated_workspace.h"

#include <gtest/gtest.h>

#include "fixtures/tiny_model.h"
#include "support/file.h"

namespace treewright::lab {
namespace {

/// Knows that files are opened and read.
std::shared_ptr<const embed::Embedder> embedder() {
  return std::make_shared<const embed::Embedder>(
      embed::EmbeddingModel{2, {}, {"open", "read", "file", "sort"}, {1, 0, 1, 0, 1, 0, 0, 1}});
}

const syntax::Language& python() { return *syntax::language_by_id("python"); }

constexpr const char* first = R"(def load(path):
    # open the file and read all of it
    with open(path) as f:
        text = f.read()

    return text
)";
constexpr const char* second = R"(def read(name):
    """Say what is in there."""
    with open(name) as f:
        text = f.read()


# a comment that stands alone


def other(items):
    # sort the items by age
    items.sort(key=age)
)";

class EvaluatedWorkspaceTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file(folder_ / "first.py", first));
    ASSERT_TRUE(write_file(folder_ / "second.py", second));
    auto opened = EvaluatedWorkspace::open(folder_.path(), python(), embedder());
    ASSERT_TRUE(opened) << opened.error().message;
    workspace_ = *std::move(opened);
  }

  ScratchFolder folder_;
  std::unique_ptr<EvaluatedWorkspace> workspace_;
};

TEST_F(EvaluatedWorkspaceTest, SitesAreWhereAnEditorFindsThem) {
  const auto sites = workspace_->sites(100);
  ASSERT_EQ(sites.size(), 3U);
  EXPECT_EQ(sites[0].offset, std::string(first).find("\n    with"));
  EXPECT_EQ(sites[1].offset, std::string(second).find("\n    with"));
  EXPECT_EQ(sites[2].offset, std::string(second).find("\n    items"));
}

TEST_F(EvaluatedWorkspaceTest, FewSitesAreSpread) {
  const auto sites = workspace_->sites(1);
  ASSERT_EQ(sites.size(), 1U);
  EXPECT_EQ(sites[0].entry, workspace_->sites(100)[0].entry);
}

TEST_F(EvaluatedWorkspaceTest, RanksWhatHasLikeCodeAndNeverTheSiteItself) {
  const auto sites = workspace_->sites(100);
  const auto ranks = workspace_->search(sites[0]);
  ASSERT_TRUE(ranks && *ranks) << "the other file has like code";
  for (const double rank : **ranks) EXPECT_GT(rank, 0);
  const auto none = workspace_->search(sites[2]);
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none) << "nothing else sorts";
}

TEST_F(EvaluatedWorkspaceTest, ScoresTheFirstSuggestion) {
  ScratchFolder models;
  fixtures::write_tiny_tree_model(models.path(), 1);
  const auto generator = engine::Generator::load(models.path());
  ASSERT_TRUE(generator) << generator.error().message;
  for (const EvaluatedSite& site : workspace_->sites(100)) {
    const SuggestionScore score = workspace_->suggest(site, *generator, true, {});
    EXPECT_GE(score.similarity, score.exact);
    EXPECT_LE(score.similarity, 1);
  }
}

TEST(EvaluatedWorkspace, TheSitesOwnCodeIsAsGoodAnAnswerAsAnyOther) {
  const ScratchFolder folder, models;
  ASSERT_TRUE(write_file(folder / "one.py",
                         "def one(items):\n    # sort the items by age\n    items.sort(key=age)\n"));
  ASSERT_TRUE(write_file(folder / "two.py",
                         "def two(items):\n    # sort the items by age\n    items.sort(key=age)\n"));
  const auto workspace = EvaluatedWorkspace::open(folder.path(), python(), embedder());
  ASSERT_TRUE(workspace) << workspace.error().message;
  fixtures::write_tiny_tree_model(models.path(), 1);
  const auto generator = engine::Generator::load(models.path());
  ASSERT_TRUE(generator) << generator.error().message;
  const auto sites = (*workspace)->sites(10);
  ASSERT_EQ(sites.size(), 2U);
  EXPECT_EQ((*workspace)->suggest(sites[0], *generator, true, {}).exact, 1) << "the other file has it";
  EXPECT_EQ((*workspace)->suggest(sites[0], *generator, false, {}).exact, 0) << "its own file must not tell";
}

TEST(EvaluatedWorkspace, OfAnEmptyFolderHasNoSites) {
  const ScratchFolder folder;
  const auto workspace = EvaluatedWorkspace::open(folder.path(), python(), embedder());
  ASSERT_TRUE(workspace) << workspace.error().message;
  EXPECT_TRUE((*workspace)->sites(10).empty());
  EXPECT_EQ((*workspace)->entries(), 0U);
}

}  // namespace
}  // namespace treewright::lab
