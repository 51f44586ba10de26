#include "completion/file_target.h"

#include <gtest/gtest.h>

namespace treewright::completion {
namespace {

TEST(FileTarget, LineAndColumn) {
  EXPECT_EQ(parse_file_target("a.py:12")->line, 12u);
  EXPECT_EQ(parse_file_target("a.py:12")->column, 0u);
  const auto target = parse_file_target("C:\\a:b.py:3:4");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "C:\\a:b.py");
  EXPECT_EQ(target->line, 3u);
  EXPECT_EQ(target->column, 4u);
}

TEST(FileTarget, WithoutALineItIsRefused) {
  for (const char* text : {"", "a.py", "a.py:", "a.py:x", "a.py:0", "a.py:99999999999"})
    EXPECT_FALSE(parse_file_target(text)) << text;
}

TEST(FileTarget, Offsets) {
  const std::string text = "ab\r\ncd\n";
  EXPECT_EQ(offset_of({"a.py", 1, 0}, text).value(), 2u);
  EXPECT_EQ(offset_of({"a.py", 1, 2}, text).value(), 1u);
  EXPECT_EQ(offset_of({"a.py", 2, 99}, text).value(), 6u);
  EXPECT_EQ(offset_of({"a.py", 3, 0}, text).value(), 7u);
  const auto past = offset_of({"a.py", 4, 0}, text);
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().message, "a.py: has only 3 lines; line 4 was asked for");
}

}  // namespace
}  // namespace treewright::completion
