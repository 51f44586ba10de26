#include "lsp/file_uri.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/scratch_folder.h"

namespace treewright::lsp {
namespace {

TEST(FileUri, NamesAPath) {
  EXPECT_EQ(path_of_uri("file:///home/ann/a.py"), "/home/ann/a.py");
  EXPECT_EQ(path_of_uri("file://localhost/a/../b.py"), "/b.py");
  EXPECT_EQ(path_of_uri("file:///a%20b/%C3%A9.py"), "/a b/\xC3\xA9.py");
  EXPECT_EQ(path_of_uri("file:///a.py#L3"), "/a.py");
}

TEST(FileUri, WhatIsNoFileHereIsNone) {
  for (const char* uri : {"", "untitled:Untitled-1", "file://server/a.py", "file:a.py", "file:///a%2",
                          "file:///a%zz", "file:///a%00.py", "https://a/b.py"}) {
    EXPECT_FALSE(path_of_uri(uri)) << uri;
  }
}

TEST(FileUri, ComesBack) {
  for (const char* path : {"/a.py", "/a b/c%d.py", "/\xD1\x84/[x]#?.py"})
    EXPECT_EQ(path_of_uri(uri_of_path(path)), path);
  EXPECT_EQ(uri_of_path("/a b.py"), "file:///a%20b.py");
}

TEST(FileUri, AFileHasOneCanonicalPath) {
  const ScratchFolder folder;
  const auto root = std::filesystem::canonical(folder / ".");
  std::filesystem::create_directories(root / "real/deep");
  std::ofstream(root / "real/a.py") << "x = 1\n";
  std::filesystem::create_directory_symlink(root / "real", root / "link");
  std::filesystem::create_symlink("a.py", root / "real/other.py");
  for (const char* path : {"real/a.py", "link/a.py", "link/other.py", "link/deep/../a.py"})
    EXPECT_EQ(canonical_path_of_uri(uri_of_path(root) + "/" + path), root / "real/a.py") << path;
  EXPECT_EQ(canonical_path_of_uri(uri_of_path(root / "link/gone/b.py")), root / "real/gone/b.py");
  EXPECT_FALSE(canonical_path_of_uri("untitled:Untitled-1"));
  std::filesystem::create_symlink("loop", root / "loop");
  EXPECT_EQ(canonical_path_of_uri(uri_of_path(root / "loop/a.py")), root / "loop/a.py");
}

}  // namespace
}  // namespace treewright::lsp
