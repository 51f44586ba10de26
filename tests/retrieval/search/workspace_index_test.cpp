#include "retrieval/search/workspace_index.h"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <thread>

#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class WorkspaceIndexTest : public ::testing::Test {
 protected:
  WorkspaceIndexTest() : store_(*Store::open(path())), index_(*WorkspaceIndex::open(path())) {}

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "index.db"; }
  void put(const std::string& file, const std::vector<std::string>& descriptions) {
    ASSERT_TRUE(store_.put({file, 1, 1, "hash"}, {entries(descriptions), {}}));
  }
  static std::vector<Entry> entries(const std::vector<std::string>& descriptions) {
    std::vector<Entry> made;
    for (const std::string& description : descriptions)
      made.push_back({EntryKind::comment, description, "x = 1\n", {}, {}, 1, 1});
    return made;
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
  EXPECT_THAT(search("file"), ElementsAre("a.py: read the file"))
      << "replaced is still there, removed is not";
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("file"), ElementsAre("a.py: write the file"));
  EXPECT_EQ(index_->size(), 1U);
}

TEST_F(WorkspaceIndexTest, AnOverlayLiesOverAFilesEntriesUntilItGoes) {
  put("a.py", {"read one file", "sort all users"});
  put("b.py", {"read a list"});
  ASSERT_TRUE(index_->refresh());
  index_->set_overlay("a.py", entries({"read some socket"}));
  EXPECT_THAT(search("read"), UnorderedElementsAre("a.py: read some socket", "b.py: read a list"));
  EXPECT_THAT(search("sort users"), IsEmpty());
  index_->set_overlay("a.py", {});
  EXPECT_THAT(search("read"), ElementsAre("b.py: read a list"));
  index_->set_overlay("new.py", entries({"read its news"}));
  EXPECT_EQ(search("read").size(), 2U);
  index_->remove_overlay("a.py");
  index_->remove_overlay("new.py");
  index_->remove_overlay("none.py");
  EXPECT_EQ(search("read").size(), 2U);
  EXPECT_THAT(search("sort users"), ElementsAre("a.py: sort all users"));
}

TEST_F(WorkspaceIndexTest, WhatIsSavedBelowAnOverlayAppearsWithItsEnd) {
  index_->set_overlay("a.py", entries({"read one file"}));
  put("a.py", {"read one file", "close a window"});
  ASSERT_TRUE(index_->refresh());
  EXPECT_THAT(search("close window"), IsEmpty());
  EXPECT_EQ(index_->size(), 1U);
  index_->remove_overlay("a.py");
  EXPECT_THAT(search("close window"), ElementsAre("a.py: close a window"));
  EXPECT_EQ(index_->size(), 2U);
}

TEST_F(WorkspaceIndexTest, AnOverlayIsInNoFile) {
  put("a.py", {"read the file"});
  ASSERT_TRUE(index_->refresh());
  index_->set_overlay("a.py", entries({"unsaved words of somebody"}));
  EXPECT_EQ(search("unsaved words").size(), 1U);
  index_.reset();
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    const auto bytes = read_file(file.path());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->find("unsaved words"), std::string::npos) << file.path();
  }
}

TEST_F(WorkspaceIndexTest, MuchIsTakenInByPartsAndARefreshThatWasStoppedGoesOn) {
  constexpr int files = 30, each = 400;
  for (int i = 0; i < files; ++i)
    put(fmt::format("{}.py", i), std::vector<std::string>(each, fmt::format("read file number {}", i)));
  std::stop_source stop;
  stop.request_stop();
  ASSERT_TRUE(index_->refresh(stop.get_token()));
  EXPECT_EQ(index_->size(), 0U);
  std::jthread refreshing([&] { EXPECT_TRUE(index_->refresh()); });
  std::size_t least = 0;
  while (least < files * each) {
    const std::size_t size = index_->size();
    EXPECT_GE(size, least);
    EXPECT_EQ(size % each, 0U) << "no file is there by half";
    least = size;
  }
}

/// Every file has entries of one number: whoever finds two numbers of a file, or none, has seen two states.
TEST_F(WorkspaceIndexTest, ASearchSeesOneState) {
  constexpr std::size_t files = 5, each = 6;
  const auto put_all = [&](int number) {
    for (std::size_t i = 0; i < files; ++i)
      put(std::to_string(i), std::vector<std::string>(each, fmt::format("read it {}", number)));
    ASSERT_TRUE(index_->refresh());
  };
  put_all(0);
  std::atomic<int> searches = 0;
  std::jthread searching([&](const std::stop_token& stop) {
    for (; !stop.stop_requested(); ++searches) {
      std::map<std::string, std::size_t> found;
      for (const std::string& line : search("read it", files * each)) ++found[line];
      EXPECT_EQ(found.size(), files);
      for (const auto& [line, count] : found) EXPECT_EQ(count, each) << line;
    }
  });
  for (int number = 1; number < 60 || searches < 60; ++number) {
    if (number % 2 == 0) index_->set_overlay("3", entries(std::vector<std::string>(each, "read it over")));
    if (number % 2 == 1) index_->remove_overlay("3");
    put_all(number);
  }
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
