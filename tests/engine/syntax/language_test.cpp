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

}  // namespace
}  // namespace treewright::syntax
