#include "retrieval/exclusion/exclusions.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

/// A workspace whose user has no ignore file of their own.
class ExclusionsTest : public testing::Test {
 protected:
  ExclusionsTest() {
    ::setenv("HOME", scratch_.path().c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", (scratch_ / "config").c_str(), 1);
    ::setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
    fs::create_directories(root());
  }
  [[nodiscard]] fs::path root() const { return scratch_ / "work"; }
  void write(const std::string& path, std::string_view text = "") const {
    fs::create_directories((root() / path).parent_path());
    ASSERT_TRUE(write_file(root() / path, text));
  }
  void make_repository(const std::string& path = ".") const {
    write(path + "/.git/HEAD", "ref: refs/heads/main\n");
  }
  [[nodiscard]] std::string why(const std::string& path) const {
    return Exclusions(root()).is_indexed(path).describe();
  }
  [[nodiscard]] bool excluded(const std::string& path) const {
    return Exclusions(root()).is_indexed(path).excluded;
  }
  [[nodiscard]] std::string both(const std::string& path) const {
    return Exclusions(root()).check(path).describe();
  }
  [[nodiscard]] bool may_be_read(const std::string& path) const {
    return !Exclusions(root()).may_be_read(path).excluded;
  }

  ScratchFolder scratch_;
};

TEST_F(ExclusionsTest, NamesTheRuleAndItsPlace) {
  write(".gitignore", "# build\n\n*.log\n");
  write("a/run.log");
  write("a/run.py");
  EXPECT_EQ(why("a/run.log"), "excluded by .gitignore:3: *.log (a/run.log)");
  EXPECT_EQ(why("a/run.py"), "not excluded: no rule speaks of it");
}

TEST_F(ExclusionsTest, TheDeepestFileRulesAndTakesBackWhatTheOnesAboveExclude) {
  write(".gitignore", "*.txt\n");
  write("a/.gitignore", "!kept.txt\n");
  write("a/kept.txt");
  EXPECT_EQ(why("a/kept.txt"), "not excluded by a/.gitignore:1: !kept.txt (a/kept.txt)");
  EXPECT_TRUE(excluded("a/other.txt"));
}

TEST_F(ExclusionsTest, NothingInAnExcludedFolderComesBack) {
  write(".gitignore", "made/\n");
  write("made/.gitignore", "!*\n");
  write("made/deep/x.py");
  EXPECT_EQ(why("made/deep/x.py"), "excluded by .gitignore:1: made/ (made)");
}

TEST_F(ExclusionsTest, TheUsersOwnFileIsStrongerThanGits) {
  write(".gitignore", "drafts.py\n");
  write(".treewrightignore", "!drafts.py\nsecret_plans.py\n");
  EXPECT_FALSE(excluded("drafts.py"));
  EXPECT_EQ(why("secret_plans.py"), "excluded by .treewrightignore:2: secret_plans.py (secret_plans.py)");
}

TEST_F(ExclusionsTest, NoRuleTakesBackASafeDefault) {
  write(".treewrightignore", "!.env\n!*.pem\n!node_modules/\n");
  for (const char* path : {".env", ".env.local", "keys/server.pem", "node_modules/left-pad/index.js",
                           "id_rsa", "api_pb2.py", "app.min.js", "vendor/x.py", "config/credentials.json"}) {
    write(path);
    EXPECT_TRUE(excluded(path)) << path;
  }
  EXPECT_TRUE(excluded(".git/config"));
  for (const char* path :
       {"environment.py", "src/credentials.py", "keys.py", "build/wheel.py", "minimum.js"}) {
    write(path);
    EXPECT_FALSE(excluded(path)) << path;
  }
}

TEST_F(ExclusionsTest, LeavesOutEnvironmentsAndCachesByTheirMarks) {
  write("my-python/pyvenv.cfg");
  write("my-python/lib/x.py");
  write("target/CACHEDIR.TAG");
  write("target/x.py");
  EXPECT_EQ(why("my-python/lib/x.py"), "excluded by safe defaults: a folder with pyvenv.cfg (my-python)");
  EXPECT_TRUE(excluded("target/x.py"));
}

TEST_F(ExclusionsTest, LeavesOutLargeFilesLinksAndWhatIsNoFile) {
  write("data.py", std::string((1 << 20) + 1, 'x'));
  EXPECT_EQ(why("data.py"), "excluded by safe defaults: larger than 1048576 bytes (1048577) (data.py)");
  write("real.py");
  fs::create_symlink("real.py", root() / "link.py");
  fs::create_directory_symlink(".", root() / "loop");
  EXPECT_TRUE(excluded("link.py"));
  EXPECT_TRUE(excluded("loop"));
}

TEST_F(ExclusionsTest, LeavesOutWhatIsOutside) {
  write("work.py");
  EXPECT_TRUE(excluded("../other.py"));
  EXPECT_TRUE(excluded("/etc/passwd"));
  EXPECT_FALSE(excluded((root() / "work.py").string()));
}

TEST_F(ExclusionsTest, KnowsTheRepositoryAroundTheWorkspace) {
  make_repository();
  write(".gitignore", "*.log\n");
  write(".git/info/exclude", "notes.py\n");
  write("part/x.log");
  Exclusions exclusions(root() / "part");
  EXPECT_EQ(exclusions.is_indexed("x.log").describe(), "excluded by .gitignore:1: *.log (part/x.log)");
  EXPECT_EQ(exclusions.is_indexed("notes.py").describe(),
            "excluded by .git/info/exclude:1: notes.py (part/notes.py)");
}

TEST_F(ExclusionsTest, ARepositoryInsideStartsAnew) {
  make_repository();
  write(".gitignore", "*.log\nshut/\n");
  make_repository("inner");
  make_repository("shut");
  write("inner/.gitignore", "x.py\n");
  write("inner/.git/info/exclude", "y.py\n");
  EXPECT_FALSE(excluded("inner/a.log"));
  EXPECT_TRUE(excluded("inner/x.py"));
  EXPECT_TRUE(excluded("inner/y.py"));
  EXPECT_TRUE(excluded("shut/z.py"));
}

TEST_F(ExclusionsTest, ALinkedWorkTreeSharesItsRepositorysExcludes) {
  fs::create_directories(scratch_ / "main.git/worktrees/work");
  fs::create_directories(scratch_ / "main.git/info");
  ASSERT_TRUE(write_file(scratch_ / "main.git/worktrees/work/commondir", "../..\n"));
  ASSERT_TRUE(write_file(scratch_ / "main.git/info/exclude", "z.py\n"));
  write(".git", "gitdir: " + (scratch_ / "main.git/worktrees/work").string() + "\n");
  EXPECT_TRUE(excluded("z.py"));
}

TEST_F(ExclusionsTest, ReadsTheUsersOwnIgnoreFileWhereGitDoes) {
  fs::create_directories(scratch_ / "config/git");
  ASSERT_TRUE(write_file(scratch_ / "config/git/ignore", "*.swp.py\n"));
  EXPECT_TRUE(excluded("a.swp.py"));
  ASSERT_TRUE(write_file(scratch_ / ".gitconfig", "[core]\n\texcludesFile = ~/mine\n"));
  ASSERT_TRUE(write_file(scratch_ / "mine", "*.bak.py\n"));
  EXPECT_FALSE(excluded("a.swp.py"));
  EXPECT_TRUE(excluded("a.bak.py"));
}

TEST_F(ExclusionsTest, WhatIsNotWorthIndexingMayBeRead) {
  write(".gitignore", "made/\n*.log\n");
  write("made/x.py");
  write("node_modules/left-pad/index.js");
  write("api_pb2.py");
  write("my-python/pyvenv.cfg");
  write("data.py", std::string((1 << 20) + 1, 'x'));
  for (const char* path : {"made/x.py", "run.log", "node_modules/left-pad/index.js", "api_pb2.py",
                           "my-python/lib/x.py", "data.py"}) {
    EXPECT_TRUE(excluded(path)) << path;
    EXPECT_TRUE(may_be_read(path)) << path;
  }
  EXPECT_EQ(both("made/x.py"), "read, not indexed: excluded by .gitignore:1: made/ (made)");
  EXPECT_EQ(both("plain.py"), "read and indexed: not excluded: no rule speaks of it");
}

TEST_F(ExclusionsTest, SecretsAndWhatTheUserNamesAreNeverRead) {
  write(".treewrightignore", "!.env\nplans/\n");
  write(".gitignore", "made/\n");
  write("plans/x.py");
  write("made/.treewrightignore", "hidden.py\n");
  for (const char* path : {".env", "keys/server.pem", ".ssh/x.py", ".git/config", "plans/x.py",
                           "made/.env.py", "made/hidden.py"}) {
    EXPECT_FALSE(may_be_read(path)) << path;
    EXPECT_TRUE(excluded(path) || path == std::string("made/hidden.py")) << path;
  }
  EXPECT_EQ(both("plans/x.py"), "never read: excluded by .treewrightignore:2: plans/ (plans)");
  EXPECT_EQ(both("made/hidden.py"),
            "never read: excluded by made/.treewrightignore:1: hidden.py (made/hidden.py)");
}

TEST_F(ExclusionsTest, TheUserTakesBackWhatGitIgnoresForTheIndex) {
  write(".gitignore", "drafts.py\n");
  write(".treewrightignore", "!drafts.py\n");
  EXPECT_EQ(both("drafts.py"),
            "read and indexed: not excluded by .treewrightignore:1: !drafts.py (drafts.py)");
}

TEST_F(ExclusionsTest, ALinkIsReadAsWhatItLeadsTo) {
  write(".treewrightignore", "plans/\nnamed.py\n");
  write("plans/x.py");
  write("real.py");
  write(".env");
  write("../outside/y.py");
  write("../outside/.ssh/z.py");
  fs::create_symlink("plans/x.py", root() / "to_plan.py");
  fs::create_symlink("real.py", root() / "to_real.py");
  fs::create_symlink("real.py", root() / "named.py");
  fs::create_symlink(".env", root() / "settings.py");
  fs::create_directory_symlink("plans", root() / "folder");
  fs::create_directory_symlink("../outside", root() / "away");
  for (const char* path : {"to_plan.py", "named.py", "settings.py", "folder/x.py", "away/.ssh/z.py"})
    EXPECT_FALSE(may_be_read(path)) << path;
  for (const char* path : {"to_real.py", "away/y.py"}) {
    EXPECT_TRUE(may_be_read(path)) << path;
    EXPECT_TRUE(excluded(path)) << path;
  }
}

TEST_F(ExclusionsTest, AWorkspaceThatIsNamedThroughALinkHasTheSameRules) {
  make_repository();
  write(".gitignore", "*.log\n");
  write("part/.treewrightignore", "plan.py\n");
  write("part/x.py");
  fs::create_directory_symlink(root() / "part", scratch_ / "link");
  Exclusions exclusions(scratch_ / "link");
  for (const fs::path& folder : {fs::path(), scratch_ / "link", root() / "part"}) {
    EXPECT_EQ(exclusions.check(folder / "plan.py").describe(),
              "never read: excluded by part/.treewrightignore:1: plan.py (part/plan.py)");
    EXPECT_TRUE(exclusions.is_indexed(folder / "a.log").excluded);
    EXPECT_FALSE(exclusions.is_indexed(folder / "x.py").excluded);
  }
}

TEST_F(ExclusionsTest, WhatIsNoFileIsNeverRead) {
  ASSERT_EQ(::mkfifo((root() / "pipe.py").c_str(), 0600), 0);
  EXPECT_FALSE(may_be_read("pipe.py"));
  EXPECT_FALSE(may_be_read("/dev/zero"));
}

TEST_F(ExclusionsTest, TakesAnyBytes) {
  write(".gitignore", std::string_view("\xEF\xBB\xBF*.a\r\n\0x\n\xFF\xFE\n[\n\\\n!\n/\n**\\/b.py", 30));
  EXPECT_TRUE(excluded("x.a"));
  EXPECT_TRUE(excluded("\xFF\xFE"));
  EXPECT_TRUE(excluded("d/b.py"));
  EXPECT_FALSE(excluded("c.py"));
}

}  // namespace
}  // namespace treewright::retrieval
