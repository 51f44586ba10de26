#include "retrieval/store/store_location.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "retrieval/store/store.h"
#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class StoreLocationTest : public ::testing::Test {
 protected:
  StoreLocationTest() {
    setenv("XDG_CACHE_HOME", cache().c_str(), 1);
    fs::create_directories(scratch_ / "project");
  }
  [[nodiscard]] fs::path cache() const { return scratch_ / "cache"; }
  [[nodiscard]] fs::path index() const { return cache() / "treewright/index"; }
  /// The store of a folder, as an indexer leaves it.
  [[nodiscard]] fs::path make_store(const std::string& folder) const {
    fs::create_directories(scratch_ / folder);
    auto path = *store_path(scratch_ / folder);
    EXPECT_TRUE(Store::open(path)->put({"a.py", 1, 1, "hash"}, {}));
    name_workspace(path, scratch_ / folder);
    return path;
  }
  static void age(const fs::path& file, std::chrono::days days) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - days);
  }
  static int mode(const fs::path& path) { return static_cast<int>(fs::status(path).permissions()); }

  ScratchFolder scratch_;
};

TEST_F(StoreLocationTest, IsInTheUsersCacheAndDiffersByWorkspaceAndVersion) {
  const auto path = store_path(scratch_ / "project"), other = store_path(scratch_ / "deep/project");
  EXPECT_EQ(path->parent_path().parent_path(), index());
  EXPECT_THAT(path->parent_path().filename().string(), HasSubstr("project-"));
  EXPECT_EQ(path->filename(), "v3.db");
  EXPECT_NE(*path, *other);
  EXPECT_EQ(*path, *store_path(scratch_ / "deep/../project"));
  EXPECT_LT(store_path(scratch_ / std::string(255, 'x'))->parent_path().filename().string().size(), 255U);
}

TEST_F(StoreLocationTest, AnotherVersionsStoreIsLeftAlone) {
  const fs::path path = make_store("project");
  std::ofstream(path.parent_path() / "v2.db") << "of another version";
  EXPECT_EQ(Store::open(path)->counts()->files, 1);
  EXPECT_TRUE(fs::exists(path.parent_path() / "v2.db"));
}

TEST_F(StoreLocationTest, FoldersAndFilesAreTheUsersAlone) {
  const mode_t usual = ::umask(0);
  fs::create_directories(cache());
  const auto path = *store_path(scratch_ / "project");
  const auto store = Store::open(path);
  ::umask(usual);
  ASSERT_TRUE(store);
  for (const fs::path& folder : {cache() / "treewright", index(), path.parent_path()})
    EXPECT_EQ(mode(folder), 0700) << folder;
  for (const char* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(mode(path.string() + suffix), 0600) << suffix;
  EXPECT_EQ(mode(cache()), 0777) << "what is not treewright's own stays as it is";
}

TEST_F(StoreLocationTest, WhatIsThereWithWiderModesIsClosed) {
  const fs::path path = make_store("project");
  const auto first = Store::open(path);
  for (const fs::path& folder : {cache() / "treewright", index(), path.parent_path()})
    ::chmod(folder.c_str(), 0755);
  for (const char* suffix : {"", "-wal", "-shm"}) ::chmod((path.string() + suffix).c_str(), 0644);
  ASSERT_TRUE(Store::open(path));
  for (const fs::path& folder : {cache() / "treewright", index(), path.parent_path()})
    EXPECT_EQ(mode(folder), 0700) << folder;
  for (const char* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(mode(path.string() + suffix), 0600) << suffix;
}

TEST_F(StoreLocationTest, StoresOfFoldersThatAreGoneArePruned) {
  const fs::path kept = make_store("project"), gone = make_store("gone");
  fs::remove_all(scratch_ / "gone");
  const auto report = prune_stores();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->removed, 1U);
  EXPECT_GT(report->bytes, 4096U);
  EXPECT_TRUE(fs::exists(kept));
  EXPECT_FALSE(fs::exists(gone.parent_path()));
}

TEST_F(StoreLocationTest, UnusedStoresArePrunedOfEveryVersion) {
  const fs::path used = make_store("project"), unused = make_store("unused");
  const fs::path former = used.parent_path() / "v2.db", first = index() / "project-0123456789abcdef.db";
  for (const fs::path& path : {former, first}) std::ofstream(path) << "old";
  for (const fs::path& path : {unused, former, first}) age(path, std::chrono::days(91));
  age(used, std::chrono::days(89));
  EXPECT_EQ(prune_stores()->removed, 3U);
  EXPECT_TRUE(fs::exists(used));
  EXPECT_FALSE(fs::exists(unused.parent_path()));
  EXPECT_FALSE(fs::exists(former));
  EXPECT_FALSE(fs::exists(first));
}

TEST_F(StoreLocationTest, ToOpenAStoreIsToUseIt) {
  const fs::path path = make_store("project");
  age(path, std::chrono::days(100));
  ASSERT_TRUE(Store::open(path));
  EXPECT_EQ(prune_stores()->removed, 0U);
}

TEST_F(StoreLocationTest, NothingToPruneIsNoFault) {
  EXPECT_EQ(prune_stores()->removed, 0U);
  const std::string home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  const auto report = prune_stores();
  setenv("HOME", home.c_str(), 1);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("set XDG_CACHE_HOME"));
}

}  // namespace
}  // namespace treewright::retrieval
