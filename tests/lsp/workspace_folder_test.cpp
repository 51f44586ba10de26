#include "lsp/workspace_folder.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

#include "support/scratch_folder.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string reading = "# read a file\ntext = f.read()\n";
const std::string closing = "# close each window\nw.close()\n";

class WorkspaceFolderTest : public ::testing::Test {
 protected:
  WorkspaceFolderTest() {
    setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    fs::create_directories(root());
  }

  [[nodiscard]] fs::path root() const { return canonical_root_ / "workspace"; }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root() / path).parent_path());
    std::ofstream(root() / path) << text;
  }
  void open(IndexEvents events = {}, IndexTiming timing = {}) {
    workspace_ = std::make_unique<WorkspaceFolder>(root(), std::move(events), nullptr, timing);
    workspace_->block_until_idle();
  }
  void hold(const std::string& path, const std::string& text) {
    const Document document(syntax::language_by_id("python"), text, 1);
    workspace_->set_text(root() / path, document.snapshot());
  }
  std::vector<std::string> find_now(const std::string& description) {
    std::vector<std::string> found;
    for (const auto& each : workspace_->index()->find(description, 10)) found.push_back(each.from.path);
    return found;
  }
  std::vector<std::string> find(const std::string& description) {
    workspace_->block_until_idle();
    return find_now(description);
  }
  /// Whether `holds` becomes true within some seconds.
  static bool eventually(const std::function<bool()>& holds) {
    for (int tries = 0; tries < 3000; ++tries) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  /// Bytes that are no database take the place of the stored one's.
  void damage_store() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "cache")) {
      if (!entry.is_regular_file()) continue;
      const auto size = static_cast<std::streamsize>(entry.file_size());
      std::fstream(entry.path(), std::ios::binary | std::ios::in | std::ios::out)
          << std::string(static_cast<std::size_t>(size), 'x');
    }
  }
  /// Every byte of the index on the disk.
  [[nodiscard]] std::string stored_bytes() const {
    std::string bytes;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "cache")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }

  ScratchFolder folder_;
  const fs::path canonical_root_ = fs::canonical(folder_ / ".");
  std::unique_ptr<WorkspaceFolder> workspace_;
};

TEST_F(WorkspaceFolderTest, ReadsTheFolderAndTells) {
  write("src/a.py", reading);
  std::size_t progress = 0, read = 0;
  open({[&](const auto&) { ++progress; }, [&](const auto& report) { read = report.read; }, {}});
  EXPECT_EQ(progress, 1U);
  EXPECT_EQ(read, 1U);
  EXPECT_THAT(find("read a file"), ElementsAre("src/a.py"));
}

TEST_F(WorkspaceFolderTest, TakesInChangesOfTheDisk) {
  open();
  write("b.py", closing);
  workspace_->changed(root() / "b.py");
  EXPECT_THAT(find("close each window"), ElementsAre("b.py"));
  fs::remove(root() / "b.py");
  workspace_->changed(root() / "b.py");
  EXPECT_THAT(find("close each window"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, WhatAnEditorHoldsCountsUntilItIsClosedAndIsNeverStored) {
  write("a.py", reading);
  open();
  hold("a.py", closing);
  hold("new.py", "# open the unsaved door\nd.open()\n");
  EXPECT_THAT(find("close each window"), ElementsAre("a.py"));
  EXPECT_THAT(find("open the unsaved door"), ElementsAre("new.py"));
  EXPECT_THAT(find("read a file"), IsEmpty()) << "the disk's text lies under it";
  workspace_->changed(root() / "a.py");
  EXPECT_THAT(find("close each window"), ElementsAre("a.py")) << "whatever happens to the disk's";
  workspace_->remove_text(root() / "a.py");
  workspace_->remove_text(root() / "new.py");
  EXPECT_THAT(find("close each window"), IsEmpty());
  EXPECT_THAT(find("open the unsaved door"), IsEmpty());
  EXPECT_THAT(find("read a file"), ElementsAre("a.py"));
  workspace_.reset();
  EXPECT_THAT(stored_bytes(), HasSubstr("read a file"));
  EXPECT_THAT(stored_bytes(), Not(HasSubstr("unsaved door")));
  EXPECT_THAT(stored_bytes(), Not(HasSubstr("close each window")));
}

TEST_F(WorkspaceFolderTest, WhatIsTypedWhileEverythingIsReadDoesNotWaitForThat) {
  for (int i = 0; i < 300; ++i) write(std::to_string(i) + ".py", reading);
  const IndexTiming at_once{std::chrono::milliseconds(0)};
  std::promise<void> made;
  bool found = false;
  IndexEvents events;
  events.progress = [&, is_made = made.get_future().share()](const retrieval::IndexProgress& now) {
    is_made.wait();
    if (now.done == 10) hold("a.py", closing);
    if (now.done == 200) found = !find_now("close each window").empty();
  };
  workspace_ = std::make_unique<WorkspaceFolder>(root(), std::move(events), nullptr, at_once);
  made.set_value();
  workspace_->block_until_idle();
  EXPECT_TRUE(found);
}

TEST_F(WorkspaceFolderTest, AFolderThatGoesTakesItsFilesAlong) {
  write("deep/a.py", reading);
  open();
  fs::remove_all(root() / "deep");
  workspace_->changed(root() / "deep");
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, AFolderWithANewNameTakesItsFilesAlong) {
  write("deep/a.py", reading);
  open();
  fs::rename(root() / "deep", root() / "deeper.py");  // which looks like a file
  workspace_->check_all();
  EXPECT_THAT(find("read a file"), ElementsAre("deeper.py/a.py"));
}

TEST_F(WorkspaceFolderTest, WhatNobodyTellsIsFoundInTime) {
  write("deep/a.py", reading);
  IndexTiming often;
  often.check = std::chrono::milliseconds(20);
  open({}, often);
  fs::rename(root() / "deep", root() / "elsewhere");
  write("b.py", closing);
  EXPECT_TRUE(eventually([&] { return find_now("close each window") == std::vector<std::string>{"b.py"}; }));
  EXPECT_THAT(find("read a file"), ElementsAre("elsewhere/a.py"));
}

TEST_F(WorkspaceFolderTest, ABranchOf5000FilesComesWithAnEventEach) {
  constexpr int files = 5000;
  const auto path = [](int i) { return fmt::format("d{}/f{}.py", i % 50, i); };
  for (int i = 0; i < files; ++i) write(path(i), reading);
  open();
  for (int i = 0; i < files; ++i) {
    write(path(i), fmt::format("# close window {}\nw.close()\n", i));
    workspace_->changed(root() / path(i));
  }
  EXPECT_THAT(find("close window 4321"), Contains(path(4321)));
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, NewRulesHoldAtOnce) {
  write("a.py", reading);
  open();
  EXPECT_FALSE(workspace_->rules()->check(root() / "a.py").reading.excluded);
  write(".treewrightignore", "a.py\n");
  workspace_->changed(root() / ".treewrightignore");
  EXPECT_TRUE(workspace_->rules()->check(root() / "a.py").reading.excluded);
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, KnowsWhatIsInside) {
  open();
  EXPECT_TRUE(workspace_->contains(root() / "a/b.py"));
  EXPECT_TRUE(workspace_->contains(root() / "..b.py"));
  EXPECT_FALSE(workspace_->contains(root()));
  EXPECT_FALSE(workspace_->contains(root().parent_path() / "workspace2/b.py"));
  EXPECT_EQ(workspace_->relative(root() / "a/b.py"), "a/b.py");
}

TEST_F(WorkspaceFolderTest, ALinkToItIsTheSameFolder) {
  write("a.py", reading);
  const fs::path link = canonical_root_ / "link";
  fs::create_directory_symlink(root(), link);
  open();
  const WorkspaceFolder linked(link);
  EXPECT_EQ(linked.path(), workspace_->path());
  EXPECT_EQ(linked.shown_path(), link);
  EXPECT_TRUE(linked.contains(root() / "a.py"));
}

TEST_F(WorkspaceFolderTest, AStoreThatCannotBeOpenedIsToldOnceAndTriedAgain) {
  write("a.py", reading);
  std::ofstream(folder_ / "file") << "x";
  setenv("XDG_CACHE_HOME", (folder_ / "file").c_str(), 1);
  IndexTiming often{std::chrono::milliseconds(1)};
  often.first_retry = std::chrono::milliseconds(1);
  often.last_retry = std::chrono::milliseconds(4);
  std::mutex mutex;
  std::vector<std::string> said;
  open({{},
        {},
        [&](const std::string& why) {
          const std::lock_guard lock(mutex);
          said.push_back(why);
        }},
       often);
  const auto told = [&] {
    const std::lock_guard lock(mutex);
    return said;
  };
  EXPECT_THAT(find_now("read a file"), IsEmpty());
  for (int i = 0; i < 50; ++i) {  // many pauses, changes and retries
    workspace_->changed(root() / "a.py");
    hold("b.py", closing);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_THAT(told(), ElementsAre(HasSubstr("set XDG_CACHE_HOME")));
  fs::remove(folder_ / "file");
  EXPECT_TRUE(eventually([&] { return find_now("read a file") == std::vector<std::string>{"a.py"}; }));
  EXPECT_THAT(find("close each window"), ElementsAre("b.py")) << "what was held meanwhile";
  EXPECT_EQ(told().size(), 1U);
}

TEST_F(WorkspaceFolderTest, AStoreThatFailsLaterIsToldOnceAndWhatIsHeldOutlivesIt) {
  write("a.py", reading);
  IndexTiming often{std::chrono::milliseconds(1)};
  often.first_retry = often.last_retry = std::chrono::milliseconds(5);
  std::atomic<int> said = 0;
  open({{}, {}, [&](const std::string&) { ++said; }}, often);
  hold("b.py", closing);
  EXPECT_THAT(find("close each window"), ElementsAre("b.py"));
  damage_store();
  for (int i = 0; i < 20; ++i) {
    write("a.py", reading + std::string(static_cast<std::size_t>(i), '\n'));
    workspace_->changed(root() / "a.py");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_LE(said, 1);
  EXPECT_TRUE(eventually([&] { return find_now("read a file") == std::vector<std::string>{"a.py"}; }));
  EXPECT_THAT(find("close each window"), ElementsAre("b.py"));
}

TEST_F(WorkspaceFolderTest, RetiresWithoutBeingWaitedFor) {
  for (int i = 0; i < 300; ++i) write(std::to_string(i) + ".py", reading);
  std::promise<void> reached, go_on;
  IndexEvents events;
  events.progress = [&, first = true](const auto&) mutable {
    if (!std::exchange(first, false)) return;
    reached.set_value();
    go_on.get_future().wait();
  };
  WorkspaceFolder folder(root(), std::move(events));
  reached.get_future().wait();
  folder.retire();  // its thread cannot end now
  EXPECT_FALSE(folder.has_retired());
  go_on.set_value();
  EXPECT_TRUE(eventually([&] { return folder.has_retired(); }));
}

TEST_F(WorkspaceFolderTest, AnExceptionCostsTheUpdateItCameFrom) {
  write("a.py", reading);
  IndexTiming often{std::chrono::milliseconds(1)};
  often.first_retry = often.last_retry = std::chrono::milliseconds(5);
  std::atomic<int> updates = 0, said = 0;
  const auto updated = [&](const auto& /*report*/) {
    ++updates;
    if (updates == 1) throw std::runtime_error("from a listener");
    if (updates == 2) throw 7;
  };
  const auto failed = [&](const std::string&) {
    ++said;
    throw std::runtime_error("from the one who is told");
  };
  open({{}, updated, failed}, often);
  EXPECT_TRUE(eventually([&] { return updates >= 3; }));
  EXPECT_EQ(said, 2);
  EXPECT_THAT(find("read a file"), ElementsAre("a.py"));
}

TEST_F(WorkspaceFolderTest, EndsInTheMidstOfReading) {
  for (int i = 0; i < 300; ++i) write(std::to_string(i) + ".py", reading);
  for (int i = 0; i < 10; ++i) {
    const WorkspaceFolder workspace(root(), {});
    std::this_thread::sleep_for(std::chrono::milliseconds(i * 5));
  }
  open();
  EXPECT_EQ(find("read a file").size(), 10U);
}

}  // namespace
}  // namespace treewright::lsp
