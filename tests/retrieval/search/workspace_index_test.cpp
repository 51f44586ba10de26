#include "retrieval/search/workspace_index.h"

#include <gmock/gmock.h>

#include <thread>

#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WorkspaceIndexTest : public ::testing::Test {
 protected:
  WorkspaceIndexTest() : store_(*Store::open(path())), index_(*WorkspaceIndex::open(path())) {}

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "index.db"; }
  void put(const std::string& file, const std::vector<std::string>& descriptions) {
    SourceFile content;
    for (const std::string& description : descriptions)
      content.entries.push_back({EntryKind::comment, description, "x = 1\n", {}, {}, 1, 1});
    ASSERT_TRUE(store_.put({file, 1, 1, "hash"}, content));
  }
  std::vector<std::string> search(const std::string& description, std::size_t most = 10) {
    std::vector<std::string> found;
    const auto all = index_->search(description, most);
    EXPECT_TRUE(all);
    for (const Found& each : *all) found.push_back(each.stored.path + ": " + each.stored.entry.description);
    return found;
  }

  ScratchFolder folder_;
  Store store_;
  std::unique_ptr<WorkspaceIndex> index_;
};

TEST_F(WorkspaceIndexTest, TheMostAlikeComeFirst) {
  put("a.py", {"read the file and close it", "read the file", "sort the users"});
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("read the file"),
              ElementsAre("a.py: read the file", "a.py: read the file and close it", "a.py: sort the users"));
  EXPECT_THAT(search("read the file", 1), ElementsAre("a.py: read the file"));
  EXPECT_DOUBLE_EQ(index_->search("read the file", 1)->front().similarity, 1);
  EXPECT_THAT(search("quantum"), IsEmpty());
}

TEST_F(WorkspaceIndexTest, WithAnEmbedderMeaningIsFoundWithoutAWordInCommon) {
  const embed::EmbeddingModel model{2, {}, {"delet", "remov", "sort"}, {1, 0, 1, 0, 0, 1}};
  index_ = *WorkspaceIndex::open(path(), std::make_shared<const embed::Embedder>(model));
  put("a.py", {"delete each user", "sort each user"});
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("remove"), ElementsAre("a.py: delete each user"));
  put("a.py", {"sort each user"});
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("remove"), IsEmpty());
}

TEST_F(WorkspaceIndexTest, RefreshingTakesInWhatOthersChanged) {
  put("a.py", {"read the file"});
  put("b.py", {"read the other file"});
  EXPECT_THAT(search("read"), IsEmpty());
  ASSERT_TRUE(index_->refresh());
  EXPECT_EQ(search("read").size(), 2U);
  put("a.py", {"write the file"});
  ASSERT_TRUE(store_.remove("b.py"));
  EXPECT_THAT(search("file"), IsEmpty());  // gone from the store, not yet from the list of words
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("file"), ElementsAre("a.py: write the file"));
  EXPECT_EQ(index_->size(), 1U);
}

TEST_F(WorkspaceIndexTest, SearchesGoOnWhileTheIndexChanges) {
  put("a.py", {"read the file"});
  ASSERT_TRUE(index_->refresh());
  std::jthread searching([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) EXPECT_TRUE(index_->search("read the file", 5));
  });
  for (int i = 0; i < 200; ++i) {
    put(std::to_string(i % 10), {"read the file", "read it " + std::to_string(i)});
    ASSERT_TRUE(index_->refresh());
  }
  EXPECT_EQ(index_->size(), 21U);
}

}  // namespace
}  // namespace treewright::retrieval
