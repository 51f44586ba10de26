#include "engine/syntax/language.h"

#include <gtest/gtest.h>

namespace treewright::syntax {
namespace {

TEST(Language, IsFoundByIdAndByPath) {
  const Language* python = language_by_id("python");
  ASSERT_NE(python, nullptr);
  EXPECT_EQ(language_by_path("a/b.py"), python);
  EXPECT_EQ(language_by_path("stubs/b.pyi"), python);
  EXPECT_EQ(python->line_comment, "#");
}

TEST(Language, UnknownOnesAreNull) {
  EXPECT_EQ(language_by_id("Python"), nullptr);
  EXPECT_EQ(language_by_path("b.py.txt"), nullptr);
  EXPECT_EQ(language_by_path(""), nullptr);
}

TEST(Language, OfAGrammarAloneIsKnownAndNotServed) {
  ASSERT_NE(known_language("c"), nullptr);
  EXPECT_EQ(language_by_id("c"), nullptr);
  EXPECT_EQ(language_by_path("a.c"), nullptr);
  EXPECT_EQ(known_language("python"), language_by_id("python"));
}

}  // namespace
}  // namespace treewright::syntax
