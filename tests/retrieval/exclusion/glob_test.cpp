#include "retrieval/exclusion/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace treewright::retrieval {
namespace {

bool path(std::string_view pattern, std::string_view text) {
  return Glob(pattern, Glob::Of::path).matches(text);
}
bool name(std::string_view pattern, std::string_view text) {
  return Glob(pattern, Glob::Of::name).matches(text);
}

TEST(Glob, StarsAndQuestionMarksOfAPathStopAtASlash) {
  EXPECT_TRUE(path("a*c", "abbc"));
  EXPECT_TRUE(path("a*c", "ac"));
  EXPECT_FALSE(path("a*c", "a/c"));
  EXPECT_FALSE(path("a?c", "a/c"));
  EXPECT_TRUE(name("a?c", "a/c"));
  EXPECT_TRUE(path("*/x", "a/x"));
  EXPECT_FALSE(path("*/x", "a/b/x"));
}

TEST(Glob, TwoStarsBetweenSlashesAreAnyNumberOfFolders) {
  for (const char* text : {"a/b", "a/x/b", "a/x/y/b"}) EXPECT_TRUE(path("a/**/b", text)) << text;
  for (const char* text : {"ab", "a/xb", "a/b/c"}) EXPECT_FALSE(path("a/**/b", text)) << text;
  for (const char* text : {"b", "x/b", "x/y/b"}) EXPECT_TRUE(path("**/b", text)) << text;
  EXPECT_FALSE(path("**/b", "xb"));
  EXPECT_TRUE(path("a/**", "a/x/y"));
  EXPECT_FALSE(path("a/**", "a"));
  EXPECT_FALSE(path("a**b", "a/b")) << "not between slashes: as one star";
  EXPECT_TRUE(path("**/a/**/b", "a/b"));
}

TEST(Glob, BracketsHoldBytesRangesAndClasses) {
  EXPECT_TRUE(path("[a-c]x", "bx"));
  EXPECT_FALSE(path("[!a-c]x", "bx"));
  EXPECT_TRUE(path("[^a-c]x", "dx"));
  EXPECT_TRUE(path("[]a]", "]"));
  EXPECT_TRUE(path("[a-]", "-"));
  EXPECT_TRUE(path("[\\]]", "]"));
  EXPECT_TRUE(path("[[:digit:]_]", "7"));
  EXPECT_TRUE(path("[[:digit:]_]", "_"));
  EXPECT_TRUE(path("[[:x]", "x")) << "no class without its end";
  EXPECT_FALSE(path("[!a]", "/"));
  EXPECT_TRUE(name("[!a]", "/"));
}

TEST(Glob, WhatIsMalformedMatchesNothing) {
  for (const char* pattern : {"[a", "[", "a\\", "[[:nonsense:]]", "[a\\"}) {
    EXPECT_FALSE(path(pattern, pattern)) << pattern;
    EXPECT_FALSE(path(pattern, "a")) << pattern;
  }
}

TEST(Glob, ABackslashQuotes) {
  EXPECT_TRUE(path("\\*", "*"));
  EXPECT_FALSE(path("\\*", "a"));
}

TEST(Glob, TakesTimeThatGrowsWithPatternTimesTextOnly) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(path(pattern + "b", std::string(5000, 'a')));
}

}  // namespace
}  // namespace treewright::retrieval
