#include "retrieval/store/indexer.h"

#include <gmock/gmock.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "retrieval/store/file_content.h"
#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string reads = "# read the file\ntext = f.read()\n";

/// This thread has the rights of nobody in particular to files, for the object's life: root reads everything.
class AsNobody {
 public:
  AsNobody() : user_(static_cast<uid_t>(setfsuid(nobody))) {}
  ~AsNobody() { setfsuid(user_); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  static constexpr uid_t nobody = 65534;
  uid_t user_;
};

class IndexerTest : public ::testing::Test {
 protected:
  IndexerTest() : store_(*Store::open(folder_ / "cache/index.db")), indexer_(workspace(), store_) {
    fs::create_directories(workspace());
  }

  [[nodiscard]] fs::path workspace() const { return folder_ / "workspace"; }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((workspace() / path).parent_path());
    std::ofstream(workspace() / path, std::ios::binary) << text;
  }
  UpdateReport update(const UpdateOptions& options = {}) { return *indexer_.update(options); }
  std::vector<std::string> entries() {
    std::vector<std::string> found;
    EXPECT_TRUE(store_.for_each(
        [&](const StoredEntry& stored) { found.push_back(stored.path + ": " + stored.entry.description); }));
    return found;
  }

  ScratchFolder folder_;
  Store store_;
  Indexer indexer_;
};

TEST_F(IndexerTest, ReadsAWorkspaceOnce) {
  write("a.py", reads);
  write("src/b.go", "package b\n\n// Close says good bye.\nfunc Close() {\n\tbye()\n}\n");
  write("notes.txt", reads);
  const UpdateReport first = update();
  EXPECT_EQ(first.files, 2U);
  EXPECT_EQ(first.read, 2U);
  EXPECT_THAT(entries(), ElementsAre("a.py: read the file", "src/b.go: Close says good bye."));
  EXPECT_EQ(update().read, 0U);
}

TEST_F(IndexerTest, ReadsAgainWhatChanged) {
  write("a.py", reads);
  write("b.py", reads);
  update();
  write("a.py", "# close the file\nf.close()\n");
  fs::rename(workspace() / "b.py", workspace() / "c.py");
  const UpdateReport report = update();
  EXPECT_EQ(report.read, 2U);
  EXPECT_EQ(report.removed, 1U);
  EXPECT_THAT(entries(), ElementsAre("a.py: close the file", "c.py: read the file"));
}

TEST_F(IndexerTest, AFileThatWasOnlyTouchedKeepsItsEntries) {
  write("a.py", reads);
  update();
  std::int64_t before = 0, after = 0;
  ASSERT_TRUE(store_.for_each([&](const StoredEntry& stored) { before = stored.id; }));
  fs::last_write_time(workspace() / "a.py", fs::file_time_type::clock::now() + std::chrono::hours(1));
  update();
  ASSERT_TRUE(store_.for_each([&](const StoredEntry& stored) { after = stored.id; }));
  EXPECT_EQ(before, after);
  EXPECT_EQ(update().read, 0U);
}

TEST_F(IndexerTest, ExcludedFilesAreNotReadAndTheirEntriesGo) {
  write("a.py", reads);
  write("build/b.py", reads);
  write("node_modules/c.py", reads);
  update();
  EXPECT_EQ(entries().size(), 2U);
  write(".treewrightignore", "build\n");
  update();
  EXPECT_THAT(entries(), ElementsAre("a.py: read the file"));
  ASSERT_TRUE(indexer_.update_file("build/b.py"));
  EXPECT_EQ(entries().size(), 1U);
  EXPECT_THAT(*indexer_.read_open("build/b.py", {reads, {}}), IsEmpty());
}

TEST_F(IndexerTest, WhatIsNoTextOfPeopleHasNoEntries) {
  write("binary.py", reads + std::string(1, '\0'));
  write("latin.py", "# lire la derni\xE8re ligne\nx = 1\n");
  write("minified.js", "// read it all\nlet x = 1;\n" + std::string(5000, ';'));
  const UpdateReport report = update();
  EXPECT_EQ(report.skipped, 3U);
  EXPECT_THAT(entries(), IsEmpty());
  EXPECT_EQ(update().read, 0U);
}

TEST_F(IndexerTest, LinksAndWhatCannotBeReadAreInNobodysWay) {
  write("a.py", reads);
  write("locked.py", reads);
  write("closed/b.py", reads);
  fs::create_directory_symlink(workspace(), workspace() / "loop");
  fs::create_symlink(workspace() / "a.py", workspace() / "link.py");
  chmod((workspace() / "locked.py").c_str(), 0);
  chmod((workspace() / "closed").c_str(), 0);
  update();
  chmod((workspace() / "closed").c_str(), 0755);
  // Root reads everything.
  const std::size_t readable = geteuid() == 0 ? 3U : 1U;
  EXPECT_EQ(entries().size(), readable);
}

TEST_F(IndexerTest, StopsBetweenFilesAndGoesOn) {
  for (int i = 0; i < 10; ++i) write(std::to_string(i) + ".py", reads);
  std::stop_source stop;
  UpdateOptions options;
  options.stop = stop.get_token();
  options.progress = [&](const IndexProgress& progress) {
    EXPECT_EQ(progress.total, 10U);
    if (progress.done == 4) stop.request_stop();
  };
  EXPECT_TRUE(update(options).stopped);
  EXPECT_EQ(entries().size(), 4U);
  EXPECT_EQ(update().read, 6U);
}

TEST_F(IndexerTest, AFileThatIsGoneLosesItsEntriesAndAFolderThoseOfItsFiles) {
  for (const char* path : {"a.py", "deep/b.py", "deep/er/c.py", "deeper.py"}) write(path, reads);
  update();
  fs::remove(workspace() / "a.py");
  fs::remove_all(workspace() / "deep");
  ASSERT_TRUE(indexer_.update_file("a.py"));
  ASSERT_TRUE(indexer_.update_file("deep"));
  EXPECT_THAT(entries(), ElementsAre("deeper.py: read the file"));
}

TEST_F(IndexerTest, OneUnreadableFileCostsThatFileAndIsTriedAgain) {
  write("a.py", reads);
  write("b.py", reads);
  update();
  fs::remove(workspace() / "a.py");
  write("a.py", "# close the file\nf.close()\n");
  chmod((workspace() / "a.py").c_str(), 0);
  chmod(folder_.path().c_str(), 0755);
  {
    const AsNobody nobody;
    EXPECT_THAT(update().faults, ElementsAre(HasSubstr("a.py: ")));
    EXPECT_THAT(entries(), ElementsAre("b.py: read the file"));
    EXPECT_EQ(update().faults.size(), 1U) << "tried again";
  }
  chmod((workspace() / "a.py").c_str(), 0644);  // which changes no time of the file
  EXPECT_THAT(update().faults, IsEmpty());
  EXPECT_THAT(entries(), ElementsAre("b.py: read the file", "a.py: close the file"));
}

TEST_F(IndexerTest, AnOpenFilesTextLeavesTheStoreAlone) {
  write("a.py", reads);
  update();
  const std::string text = "# close the file\nf.close()\n";
  const auto read = indexer_.read_open("a.py", {text, {}});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().description, "close the file");
  EXPECT_EQ(indexer_.read_open("new.py", {text, {}})->size(), 1U);
  EXPECT_THAT(*indexer_.read_open("notes.txt", {text, {}}), IsEmpty());
  EXPECT_THAT(*indexer_.read_open("a.py", {text + std::string(1, '\0'), {}}), IsEmpty());
  EXPECT_THAT(entries(), ElementsAre("a.py: read the file"));
  EXPECT_EQ(update().read, 0U);
}

TEST_F(IndexerTest, AnEditorsTreeIsReadAndOneOfAnotherLanguageIsNot) {
  const std::string text = "# close the file\nf.close()\n";
  const auto tree_of_nothing = [](const char* path) {
    return syntax::Parser(source_language_of(path)->grammar).parse("");
  };
  EXPECT_THAT(*indexer_.read_open("a.py", {text, tree_of_nothing("a.py")}), IsEmpty());
  EXPECT_EQ(indexer_.read_open("a.py", {text, tree_of_nothing("a.c")})->size(), 1U);
}

TEST_F(IndexerTest, ABranchOf5000FilesComesAndGoes) {
  for (int i = 0; i < 5000; ++i)
    write("d" + std::to_string(i % 50) + "/" + std::to_string(i) + ".py", "# read the file\nx = 1\n");
  EXPECT_EQ(update().read, 5000U);
  for (int i = 0; i < 5000; i += 2)
    write("d" + std::to_string(i % 50) + "/" + std::to_string(i) + ".py", "# read the other file\nx = 1\n");
  for (int i = 1; i < 5000; i += 4)
    fs::remove(workspace() / ("d" + std::to_string(i % 50)) / (std::to_string(i) + ".py"));
  const UpdateReport report = update();
  EXPECT_EQ(report.read, 2500U);
  EXPECT_EQ(report.removed, 1250U);
  EXPECT_EQ(store_.counts()->entries, 3750);
}

TEST(FileContent, IsJudgedByItself) {
  EXPECT_EQ(judge_content(""), Content::source);
  EXPECT_EQ(judge_content("x = 'é'\n"), Content::source);
  EXPECT_EQ(judge_content(std::string_view("a\0b", 3)), Content::binary);
  EXPECT_EQ(judge_content("\xFF\xFE"), Content::other_encoding);
  EXPECT_EQ(judge_content(std::string(1999, 'a')), Content::source);
  EXPECT_EQ(judge_content(std::string(2000, 'a')), Content::minified);
}

}  // namespace
}  // namespace treewright::retrieval
