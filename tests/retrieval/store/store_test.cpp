#include "retrieval/store/store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "support/scratch_folder.h"
#include "tests/fixtures/seed.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Entry entry(const std::string& description) {
  return {EntryKind::comment, description, "x = 1\n", {}, "f", 2, 3};
}
FileRecord record(const std::string& path) { return {path, 10, 20, "abc"}; }

Store open(const std::filesystem::path& path) {
  auto store = Store::open(path);
  if (!store) throw std::runtime_error(store.error().message);
  return *std::move(store);
}

std::vector<StoredEntry> all(const Store& store) {
  std::vector<StoredEntry> entries;
  EXPECT_TRUE(store.for_each([&](const StoredEntry& stored) { entries.push_back(stored); }));
  return entries;
}

TEST(Store, KeepsFilesAndEntries) {
  const ScratchFolder folder;
  {
    Store store = open(folder / "deep/index.db");
    ASSERT_TRUE(store.put(record("a.py"), {{entry("read it"), entry("write it")}, {"import os"}}));
    ASSERT_TRUE(store.put(record("b.py"), {{entry("close it")}, {}}));
  }
  Store store = open(folder / "deep/index.db");
  EXPECT_THAT(*store.files(), ElementsAre(record("a.py"), record("b.py")));
  const auto entries = all(store);
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].entry, entry("read it"));
  EXPECT_EQ(entries[2].path, "b.py");
  const auto chosen = store.entries({entries[2].id, 1000, entries[0].id});
  ASSERT_EQ(chosen->size(), 2U);
  EXPECT_EQ((*chosen)[0].entry.description, "close it");
}

TEST(Store, AFileIsReplacedAndRemovedWithItsEntries) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it"), entry("write it")}, {}}));
  ASSERT_TRUE(store.put(record("a.py"), {{entry("close it")}, {}}));
  EXPECT_EQ(store.counts()->entries, 1);
  ASSERT_TRUE(store.touch({"a.py", 11, 21, "abc"}));
  EXPECT_THAT(*store.files(), ElementsAre(FileRecord{"a.py", 11, 21, "abc"}));
  ASSERT_TRUE(store.remove("a.py"));
  EXPECT_EQ(store.counts()->entries, 0);
  EXPECT_EQ(store.counts()->files, 0);
}

TEST(Store, ItsVersionChangesWithItsContentWhoeverChangesIt) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db"), other = open(folder / "index.db");
  const auto first = *store.version();
  EXPECT_EQ(*store.version(), first);
  ASSERT_TRUE(other.put(record("a.py"), {{entry("read it")}, {}}));
  const auto second = *store.version();
  EXPECT_NE(second, first);
  ASSERT_TRUE(store.remove("a.py"));
  EXPECT_NE(*store.version(), second);
}

TEST(Store, WhatIsNoStoreOrDamagedIsMadeAnew) {
  const ScratchFolder folder;
  const auto path = folder / "index.db";
  std::ofstream(path) << "this is a text, and no database at all, however long it may become in the end";
  EXPECT_EQ(open(path).counts()->files, 0);
  ASSERT_TRUE(open(path).put(record("a.py"), {{entry("read it")}, {}}));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 3);
  EXPECT_EQ(open(path).counts()->files, 0);
  std::ofstream(path, std::ios::trunc).close();
  EXPECT_EQ(open(path).counts()->files, 0);
}

TEST(Store, ADatabaseOfAnotherProgramOrANewerVersionIsMadeAnew) {
  const ScratchFolder folder;
  for (const char* change : {"PRAGMA user_version = 1000", "PRAGMA application_id = 7"}) {
    ASSERT_TRUE(open(folder / "index.db").put(record("a.py"), {}));
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder / "index.db").c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, change, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    EXPECT_EQ(open(folder / "index.db").counts()->files, 0) << change;
  }
}

TEST(Store, FilesHaveRangesOfIdsThatAreNeverUsedAgain) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it"), entry("write it")}, {}}));
  ASSERT_TRUE(store.put(record("b.py"), {}));
  ASSERT_TRUE(store.put(record("c.py"), {{entry("close it")}, {}}));
  EXPECT_THAT(*store.id_ranges(), ElementsAre(IdRange{1, 2}, IdRange{3, 3}));
  ASSERT_TRUE(store.remove("c.py"));
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it")}, {}}));
  EXPECT_THAT(*store.id_ranges(), ElementsAre(IdRange{4, 4}));
}

TEST(Store, OneOfAnOlderVersionKeepsWhatItHas) {
  const ScratchFolder folder;
  ASSERT_TRUE(open(folder / "index.db").put(record("a.py"), {{entry("read it"), entry("write it")}, {}}));
  ASSERT_TRUE(open(folder / "index.db").put(record("b.py"), {}));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "index.db").c_str(), &database), SQLITE_OK);
  constexpr const char* back_to_version_1 =
      "DROP INDEX file_entries; ALTER TABLE file DROP COLUMN first_entry;"
      "ALTER TABLE file DROP COLUMN last_entry; PRAGMA user_version = 1";
  ASSERT_EQ(sqlite3_exec(database, back_to_version_1, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  const Store store = open(folder / "index.db");
  EXPECT_EQ(store.counts()->files, 2);
  EXPECT_THAT(*store.id_ranges(), ElementsAre(IdRange{1, 2}));
}

TEST(Store, SaysWhatToDoWhereItCannotBe) {
  const ScratchFolder folder;
  std::ofstream(folder / "file") << "x";
  const auto store = Store::open(folder / "file/index.db");
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().message, HasSubstr("check the folder's rights, or set XDG_CACHE_HOME"));
}

TEST(Store, AFullDiskIsOneLine) {
  const ScratchFolder folder;
  // A small file system that is all taken stands in nobody's way but needs rights; a limit on the file's
  // size is the same to SQLite (an error of write).
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    Store store = open(folder / "index.db");
    const rlimit limit{1 << 17, 1 << 17};
    setrlimit(RLIMIT_FSIZE, &limit);
    Result<void> put;
    for (int i = 0; i < 1000 && put; ++i)
      put = store.put(record(std::to_string(i)), {std::vector<Entry>(20, entry(std::string(500, 'x'))), {}});
    std::ofstream(folder / "said") << (put ? "nothing" : put.error().message);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::ifstream said(folder / "said");
  const std::string line(std::istreambuf_iterator<char>(said), {});
  EXPECT_THAT(line, HasSubstr("index.db: "));
  EXPECT_THAT(line, HasSubstr("free space"));
  EXPECT_GT(open(folder / "index.db").counts()->files, 0);
}

/// Puts files until it is killed; each has as many entries as its name says.
[[noreturn]] void write_for_ever(const std::filesystem::path& path) {
  Store store = open(path);
  for (int i = 0;; ++i) {
    const int entries = i % 7;
    const std::string name = std::to_string(i % 50) + "/" + std::to_string(entries);
    (void)store.put(record(name),
                    {std::vector<Entry>(static_cast<std::size_t>(entries), entry("read it")), {}});
    if (i % 5 == 0) (void)store.remove(std::to_string((i + 25) % 50) + "/" + std::to_string((i + 25) % 7));
  }
}

TEST(Store, AProcessKilledAtAnyMomentLeavesWholeFiles) {
  const ScratchFolder folder;
  const auto path = folder / "index.db";
  std::mt19937_64 random(fixtures::test_seed());
  std::int64_t most = 0;
  for (int kill_number = 0; kill_number < 100; ++kill_number) {
    const pid_t child = fork();
    if (child == 0) write_for_ever(path);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const Store store = open(path);
    std::map<std::string, std::int64_t> entries;
    for (const StoredEntry& stored : all(store)) ++entries[stored.path];
    const auto files = store.files();
    for (const FileRecord& file : *files)
      ASSERT_EQ(entries[file.path], std::stoll(file.path.substr(file.path.find('/') + 1))) << file.path;
    most = std::max(most, store.counts()->files);
  }
  EXPECT_GT(most, 20);
}

TEST(Store, SeveralThreadsWithStoresOfTheirOwnDoNoHarm) {
  const ScratchFolder folder;
  const auto write = [&](const std::string& prefix) {
    Store store = open(folder / "index.db");
    for (int i = 0; i < 100; ++i)
      EXPECT_TRUE(store.put(record(prefix + std::to_string(i)), {{entry("read it")}, {}}));
  };
  std::thread first(write, "a"), second(write, "b");
  first.join();
  second.join();
  const Store store = open(folder / "index.db");
  EXPECT_EQ(store.counts()->files, 200);
  EXPECT_EQ(store.counts()->entries, 200);
}

TEST(Store, SeveralMayMakeItAtOnce) {
  const ScratchFolder folder;
  for (int round = 0; round < 20; ++round) {
    const auto path = folder / (std::to_string(round) + ".db");
    const auto make = [&] { EXPECT_EQ(open(path).counts()->files, 0); };
    std::jthread first(make), second(make), third(make);
  }
}

TEST(StorePath, IsInTheUsersCacheAndDiffersByWorkspace) {
  const ScratchFolder folder;
  setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
  const auto path = store_path(folder / "project"), other = store_path(folder / "deep/project");
  EXPECT_EQ(path->parent_path(), folder / "treewright/index");
  EXPECT_THAT(path->filename().string(), HasSubstr("project-"));
  EXPECT_NE(*path, *other);
  EXPECT_EQ(*path, *store_path(folder / "deep/../project"));
}

}  // namespace
}  // namespace treewright::retrieval
