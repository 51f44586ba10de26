#include "engine/text/fragment.h"

#include <gtest/gtest.h>

namespace treewright::text {
namespace {

TEST(Fragment, IsCompletedToAStatement) {
  EXPECT_EQ(complete_fragment("x = 1\n"), "x = 1");
  EXPECT_EQ(complete_fragment("if x:"), "if x:\n    pass");
  EXPECT_EQ(complete_fragment("def f(x): \n\n"), "def f(x):\n    pass");
  EXPECT_EQ(complete_fragment("try:"), "try:\n    pass\nexcept:\n    pass");
  EXPECT_EQ(complete_fragment("tryout:"), "tryout:\n    pass");
  EXPECT_EQ(complete_fragment("elif x:"), "if True:\n    pass\nelif x:\n    pass");
  EXPECT_EQ(complete_fragment("else: y()"), "if True:\n    pass\nelse: y()");
  EXPECT_EQ(complete_fragment("  finally:"), "  try:\n      pass\n  finally:\n      pass");
  EXPECT_EQ(complete_fragment("except E:"), "try:\n    pass\nexcept E:\n    pass");
  EXPECT_EQ(complete_fragment("elifant = 1"), "elifant = 1");
  EXPECT_EQ(complete_fragment("@wraps(f)"), "@wraps(f)\ndef dummy(): pass");
  EXPECT_EQ(complete_fragment("def f():\n    if x:"), "def f():\n    if x:\n        pass");
  EXPECT_EQ(complete_fragment("if x:\n    a = 1\nelse:"), "if x:\n    a = 1\nelse:\n    pass");
  EXPECT_EQ(complete_fragment(""), "");
  EXPECT_EQ(complete_fragment(" \n"), "");
}

TEST(Fragment, LosesItsCompletion) {
  const auto& python = *syntax::language_by_id("python");
  for (const std::string fragment :
       {"x = 1", "if x:", "def f(x):", "try:", "elif x > 1:", "else:", "except E as e:", "finally:",
        "class A:", "@wraps(f)", "pass", "with open(f) as g:", "if x:\n    y()"}) {
    const auto tokens = tokenize(python, complete_fragment(fragment));
    ASSERT_TRUE(tokens) << fragment;
    EXPECT_EQ(join(without_completion(render(python, *tokens))), fragment);
  }
}

TEST(Fragment, WholeStatementsStay) {
  const std::vector<Line> lines = {{0, "if True:"}, {1, "pass"}, {0, "x = 1"}};
  EXPECT_EQ(without_completion(lines), lines);
}

}  // namespace
}  // namespace treewright::text
