#include "support/text.h"

#include <gtest/gtest.h>

namespace treewright {
namespace {

using Lines = std::vector<std::string_view>;

TEST(Text, TrimsWhiteSpaceOfEitherEnd) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim_end(" a "), " a");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, SplitsLinesAtAllThreeEnds) {
  EXPECT_EQ(split_lines("a\nb\r\nc\rd"), (Lines{"a", "b", "c", "d"}));
  EXPECT_EQ(split_lines("a\n"), (Lines{"a", ""}));
  EXPECT_EQ(split_lines(""), Lines{""});
}

TEST(Text, CountsLinesAsItSplitsThem) {
  const std::string_view text = "a\r\nb\rc\nd";
  EXPECT_EQ(line_number(text, 0), 1U);
  EXPECT_EQ(line_number(text, 2), 1U);  // between "\r" and "\n"
  EXPECT_EQ(line_number(text, 3), 2U);
  EXPECT_EQ(line_number(text, 5), 3U);
  EXPECT_EQ(line_number(text, 99), 4U);
}

TEST(Text, DedentLeavesLinesThatAreNotIndented) {
  EXPECT_EQ(dedent("x = 1\r\n    y\nz\n", "    "), "x = 1\ny\nz\n");
  EXPECT_EQ(dedent("", "  "), "");
}

TEST(Text, FindsWholeWords) {
  EXPECT_TRUE(contains_word("a.count(b)", "count"));
  EXPECT_FALSE(contains_word("a.counter(b)", "count"));
  EXPECT_FALSE(contains_word("größen", "gr"));
  EXPECT_FALSE(contains_word("a", ""));
}

TEST(Text, LowersAsciiAlone) { EXPECT_EQ(lower_case("ReadÄ"), "readÄ"); }

}  // namespace
}  // namespace treewright
