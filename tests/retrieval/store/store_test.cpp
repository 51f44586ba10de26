#include "retrieval/store/store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
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

/// By another program, so to say.
void change(const std::filesystem::path& path, const char* statements) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, statements, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

std::vector<std::int64_t> ids(const std::vector<StoredEntry>& entries) {
  std::vector<std::int64_t> ids;
  for (const StoredEntry& stored : entries) ids.push_back(stored.id);
  return ids;
}

Result<std::vector<StoredEntry>> by_ids(const Store& store, const std::vector<std::int64_t>& ids) {
  return store.entries(ids);
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

TEST(Store, ADatabaseOfAnotherProgramOrVersionIsMadeAnew) {
  const ScratchFolder folder;
  for (const char* statement :
       {"PRAGMA user_version = 2", "PRAGMA user_version = 1000", "PRAGMA application_id = 7"}) {
    ASSERT_TRUE(open(folder / "index.db").put(record("a.py"), {}));
    change(folder / "index.db", statement);
    EXPECT_EQ(open(folder / "index.db").counts()->files, 0) << statement;
  }
}

TEST(Store, FilesHaveRangesOfIdsThatAreNeverUsedAgain) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it"), entry("write it")}, {}}));
  ASSERT_TRUE(store.put(record("b.py"), {}));
  ASSERT_TRUE(store.put(record("c.py"), {{entry("close it")}, {}}));
  EXPECT_THAT(*store.file_ranges(), ElementsAre(FileRange{{1, 2}, "a.py"}, FileRange{{3, 3}, "c.py"}));
  ASSERT_TRUE(store.remove("c.py"));
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it")}, {}}));
  EXPECT_THAT(*store.file_ranges(), ElementsAre(FileRange{{4, 4}, "a.py"}));
}

TEST(Store, WhatWasReplacedCanStillBeHadByItsIds) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it"), entry("write it")}, {}}));
  ASSERT_TRUE(store.put(record("a.py"), {{entry("close it")}, {}}));
  EXPECT_EQ(by_ids(store, {2, 1})->size(), 2U);
  EXPECT_EQ(by_ids(store, {2, 1})->front().entry.description, "write it");
  EXPECT_EQ(store.counts()->files, 1);
  EXPECT_EQ(store.counts()->entries, 1);
  EXPECT_EQ(all(store).size(), 1U);
  ASSERT_TRUE(store.remove("a.py"));
  EXPECT_EQ(by_ids(store, {3, 2, 1})->size(), 0U) << "what must not be there is gone at once";
}

TEST(Store, WhatWasReplacedLongAgoGoes) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {{entry("read it")}, {}}));
  ASSERT_TRUE(store.put(record("a.py"), {{entry("write it")}, {}}));
  change(folder / "index.db", "UPDATE file SET replaced = replaced - 301 WHERE replaced IS NOT NULL");
  ASSERT_TRUE(store.put(record("b.py"), {}));
  EXPECT_EQ(by_ids(store, {1})->size(), 0U);
  EXPECT_EQ(by_ids(store, {2})->size(), 1U);
}

TEST(Store, AFolderGoesWithAllBelowIt) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  for (const char* path : {"a", "a/b.py", "a/c/d.py", "a.py", "ab/c.py", "a0"})
    ASSERT_TRUE(store.put(record(path), {}));
  ASSERT_TRUE(store.remove("a"));
  EXPECT_THAT(*store.files(), ElementsAre(record("a.py"), record("a0"), record("ab/c.py")));
}

TEST(Store, ADamagedRowCostsThatRow) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  ASSERT_TRUE(store.put(record("a.py"), {std::vector<Entry>(8, entry("read it")), {}}));
  ASSERT_TRUE(store.put(record("b.py"), {{entry("close it")}, {}}));
  change(folder / "index.db",
         "UPDATE entry SET kind = 99 WHERE id = 1; UPDATE entry SET kind = 'x' WHERE id = 2;"
         "UPDATE entry SET description = x'00FF' WHERE id = 3; UPDATE entry SET line = -1 WHERE id = 4;"
         "UPDATE entry SET end_line = 1 WHERE id = 5; UPDATE entry SET end_line = 1 << 40 WHERE id = 6;"
         "UPDATE entry SET code = 7.5 WHERE id = 7; UPDATE file SET path = x'00' WHERE path = 'b.py'");
  // Only the last text is one: SQLite keeps a number in a column of texts as a text.
  EXPECT_THAT(ids(*by_ids(store, {1, 2, 3, 4, 5, 6, 8, 9})), ElementsAre(8));
  EXPECT_THAT(ids(all(store)), ElementsAre(7, 8));
  EXPECT_THAT(*store.files(), ElementsAre(record("a.py")));
}

TEST(Store, RangesThatDoNotRiseAreLeftOut) {
  const ScratchFolder folder;
  Store store = open(folder / "index.db");
  for (const char* path : {"a.py", "b.py", "c.py"})
    ASSERT_TRUE(store.put(record(path), {{entry("read it")}, {}}));
  change(folder / "index.db", "UPDATE file SET last_entry = 2 WHERE path = 'a.py'");
  EXPECT_THAT(*store.file_ranges(), ElementsAre(FileRange{{1, 2}, "a.py"}, FileRange{{3, 3}, "c.py"}));
}

/// A page of the entries is overwritten: the rest can be read, and the next to open the store makes it anew.
TEST(Store, ADamagedPageCostsWhatIsOnIt) {
  const ScratchFolder folder;
  const auto path = folder / "index.db";
  constexpr int files = 200;
  {
    Store store = open(path);
    for (int i = 0; i < files; ++i)
      ASSERT_TRUE(
          store.put(record(std::to_string(i)), {std::vector<Entry>(10, entry(std::string(300, 'x'))), {}}));
  }
  change(path, "PRAGMA wal_checkpoint(TRUNCATE)");
  const auto bytes = static_cast<std::streamoff>(std::filesystem::file_size(path));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(bytes / 2 / 4096 * 4096);
  file << std::string(4096, '\xA5');
  file.close();
  {
    const Store store = open(path);
    const std::size_t left = all(store).size();
    EXPECT_LT(left, files * 10U);
    EXPECT_GT(left, files * 10U * 9 / 10);
    EXPECT_TRUE(std::filesystem::exists(path.string() + "-damaged"));
  }
  EXPECT_EQ(open(path).counts()->files, 0);
  EXPECT_FALSE(std::filesystem::exists(path.string() + "-damaged"));
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

/// TREEWRIGHT_TEST_KILLS, for a longer run by hand.
int kill_count() {
  constexpr int by_default = 100;
  const char* asked = std::getenv("TREEWRIGHT_TEST_KILLS");
  return asked == nullptr ? by_default : std::stoi(asked);
}

TEST(Store, AProcessKilledAtAnyMomentLeavesWholeFiles) {
  const ScratchFolder folder;
  const auto path = folder / "index.db";
  std::mt19937_64 random(fixtures::test_seed());
  std::int64_t most = 0;
  const int kills = kill_count();
  for (int kill_number = 0; kill_number < kills; ++kill_number) {
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

}  // namespace
}  // namespace treewright::retrieval
