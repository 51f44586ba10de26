// Generated code is known by its text.
#include "lsp/generated_code.h"

#include <gtest/gtest.h>

namespace treewright::lsp {
namespace {

constexpr const char* uri = "file:///w/a.py";

TEST(GeneratedCode, IsFoundWhereItStandsAndNowhereElse) {
  GeneratedCode memory;
  memory.remember(uri, {{"\n    a()", "\n    b()"}});
  const std::string text = "# call a\n    a()\nx = 1\n";
  for (const std::size_t offset : {8U, 12U, 16U}) {
    const auto place = memory.find(uri, text, offset);
    ASSERT_TRUE(place) << offset;
    EXPECT_EQ(place->range, (syntax::ByteRange{8, 16}));
  }
  EXPECT_FALSE(memory.find(uri, text, 7));
  EXPECT_FALSE(memory.find(uri, text, 17));
  EXPECT_FALSE(memory.find("file:///w/b.py", text, 10));
  EXPECT_FALSE(memory.find(uri, "", 0));
}

TEST(GeneratedCode, IsWhatIsShown) {
  GeneratedCode memory;
  memory.remember(uri, {{"a()", "b()"}});
  memory.find(uri, "a()", 0)->code->shown = 1;
  EXPECT_FALSE(memory.find(uri, "a()", 0));
  EXPECT_TRUE(memory.find(uri, "b()", 0));
  memory.forget(uri);
  EXPECT_FALSE(memory.find(uri, "b()", 0));
}

TEST(GeneratedCode, TheOldestAreForgotten) {
  GeneratedCode memory;
  for (int i = 0; i < 1000; ++i) memory.remember(uri, {{"call_" + std::to_string(i) + "()"}});
  EXPECT_FALSE(memory.find(uri, "call_0()", 0));
  EXPECT_TRUE(memory.find(uri, "call_999()", 0));
}

}  // namespace
}  // namespace treewright::lsp
