#include "support/file.h"

#include <gmock/gmock.h>

#include "support/scratch_folder.h"

namespace treewright {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(File, KeepsEveryByte) {
  const ScratchFolder folder;
  std::string bytes("a\r\n\0\xff", 5);
  for (int i = 0; i < 1 << 18; ++i) bytes += static_cast<char>(i % 251);
  ASSERT_TRUE(write_file(folder / "file", bytes));
  EXPECT_EQ(read_file(folder / "file").value(), bytes);
}

TEST(File, ReplacesTheOldFileAndLeavesNothingBeside) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_file(folder / "file", "a longer old text"));
  ASSERT_TRUE(write_file(folder / "file", "new"));
  EXPECT_EQ(read_file(folder / "file").value(), "new");
  const std::filesystem::directory_iterator entries(folder.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST(File, ErrorsNameThePath) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_file(folder / "ten", "0123456789"));
  EXPECT_TRUE(read_file(folder / "ten", 10));
  EXPECT_THAT(read_file(folder / "ten", 9).error().message, AllOf(HasSubstr("ten"), HasSubstr("9 bytes")));
  EXPECT_THAT(read_file(folder.path()).error().message, HasSubstr("is a folder"));
  for (const std::string& message : {read_file(folder / "missing").error().message,
                                     write_file(folder / "no" / "file", "x").error().message}) {
    EXPECT_THAT(message,
                AllOf(HasSubstr(folder.path().string()), HasSubstr("No such file"), Not(HasSubstr("\n"))));
  }
}

TEST(File, Sha256IsTheStandardOne) {  // the examples of FIPS 180-4
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace treewright
