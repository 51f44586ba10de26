#include "lsp/workspace_folder.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "support/scratch_folder.h"

namespace treewright::lsp {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class WorkspaceFolderTest : public ::testing::Test {
 protected:
  WorkspaceFolderTest() {
    setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    fs::create_directories(root());
  }

  [[nodiscard]] fs::path root() const { return folder_ / "workspace"; }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root() / path).parent_path());
    std::ofstream(root() / path) << text;
  }
  void open(IndexEvents events = {}) {
    workspace_ = std::make_unique<WorkspaceFolder>(root(), std::move(events));
    workspace_->block_until_idle();
  }
  std::vector<std::string> find(const std::string& description) {
    workspace_->block_until_idle();
    std::vector<std::string> found;
    for (const auto& each : workspace_->find(description, 10)) found.push_back(each.from.path);
    return found;
  }

  ScratchFolder folder_;
  std::unique_ptr<WorkspaceFolder> workspace_;
};

TEST_F(WorkspaceFolderTest, ReadsTheFolderAndTells) {
  write("src/a.py", "# read a file\ntext = f.read()\n");
  std::size_t progress = 0, read = 0;
  open({[&](const auto&) { ++progress; }, [&](const auto& report) { read = report.read; }, {}});
  EXPECT_EQ(progress, 1U);
  EXPECT_EQ(read, 1U);
  EXPECT_THAT(find("read a file"), ElementsAre("src/a.py"));
}

TEST_F(WorkspaceFolderTest, TakesInChangesOfTheDiskAndOfTheEditor) {
  write("a.py", "# read a file\ntext = f.read()\n");
  open();
  const Document document(syntax::language_by_id("python"), "# close each window\nw.close()\n", 1);
  workspace_->edited(root() / "a.py", document.snapshot());
  EXPECT_THAT(find("close each window"), ElementsAre("a.py"));
  workspace_->changed(root() / "a.py");
  EXPECT_THAT(find("close each window"), IsEmpty());
  write("b.py", "# close each window\nw.close()\n");
  workspace_->changed(root() / "b.py");
  EXPECT_THAT(find("close each window"), ElementsAre("b.py"));
  fs::remove(root() / "b.py");
  workspace_->changed(root() / "b.py");
  EXPECT_THAT(find("close each window"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, AFolderThatGoesTakesItsFilesAlong) {
  write("deep/a.py", "# read a file\ntext = f.read()\n");
  open();
  fs::remove_all(root() / "deep");
  workspace_->changed(root() / "deep");
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, ABranchOf5000FilesComesWithAnEventEach) {
  constexpr int files = 5000;
  const auto path = [](int i) { return fmt::format("d{}/f{}.py", i % 50, i); };
  for (int i = 0; i < files; ++i) write(path(i), "# read a file\ntext = f.read()\n");
  open();
  for (int i = 0; i < files; ++i) {
    write(path(i), fmt::format("# close window {}\nw.close()\n", i));
    workspace_->changed(root() / path(i));
  }
  EXPECT_THAT(find("close window 4321"), Contains(path(4321)));
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, NewRulesHoldAtOnce) {
  write("a.py", "# read a file\ntext = f.read()\n");
  open();
  EXPECT_FALSE(workspace_->check(root() / "a.py").excluded);
  write(".treewrightignore", "a.py\n");
  workspace_->changed(root() / ".treewrightignore");
  EXPECT_TRUE(workspace_->check(root() / "a.py").excluded);
  EXPECT_THAT(find("read a file"), IsEmpty());
}

TEST_F(WorkspaceFolderTest, KnowsWhatIsInside) {
  open();
  EXPECT_TRUE(workspace_->contains(root() / "a/b.py"));
  EXPECT_FALSE(workspace_->contains(root()));
  EXPECT_FALSE(workspace_->contains(folder_ / "workspace2/b.py"));
  EXPECT_EQ(workspace_->relative(root() / "a/b.py"), "a/b.py");
}

TEST_F(WorkspaceFolderTest, WithoutAPlaceForTheIndexItSaysSoOnce) {
  std::ofstream(folder_ / "file") << "x";
  setenv("XDG_CACHE_HOME", (folder_ / "file").c_str(), 1);
  std::vector<std::string> said;
  open({{}, {}, [&](const std::string& why) { said.push_back(why); }});
  EXPECT_THAT(said, ElementsAre(HasSubstr("set XDG_CACHE_HOME")));
  EXPECT_THAT(workspace_->find("read a file", 5), IsEmpty());
}

TEST_F(WorkspaceFolderTest, EndsInTheMidstOfReading) {
  for (int i = 0; i < 300; ++i) write(std::to_string(i) + ".py", "# read a file\ntext = f.read()\n");
  for (int i = 0; i < 10; ++i) {
    const WorkspaceFolder workspace(root(), {});
    std::this_thread::sleep_for(std::chrono::milliseconds(i * 5));
  }
  open();
  EXPECT_EQ(find("read a file").size(), 10U);
}

}  // namespace
}  // namespace treewright::lsp
