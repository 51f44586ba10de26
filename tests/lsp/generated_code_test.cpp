// Generated code is known by its text.
#include "lsp/generated_code.h"

#include <gtest/gtest.h>

namespace treewright::lsp {
namespace {

constexpr const char* uri = "file:///w/a.py";
const std::string comment = "# call a";
const Generated calls = {{"\n    a()", "\n    a()\n    b()", "\n    c()"}, comment};

/// The text that is found at `offset`.
std::string found(GeneratedCode& memory, const std::string& text, std::size_t offset) {
  const auto occurrence = memory.find(uri, text, offset);
  if (!occurrence) return "";
  const auto [begin, end] = occurrence->range;
  std::string part = text.substr(begin, end - begin);
  EXPECT_EQ(part, occurrence->code->texts[occurrence->shown]);
  return part;
}

TEST(GeneratedCode, IsFoundWhereItStandsAndNowhereElse) {
  GeneratedCode memory;
  memory.remember(uri, calls);
  const std::string text = "# call a\n    a()\nx = 1\n";
  for (const std::size_t offset : {8U, 12U, 16U}) {
    const auto occurrence = memory.find(uri, text, offset);
    ASSERT_TRUE(occurrence) << offset;
    EXPECT_EQ(occurrence->range, (syntax::ByteRange{8, 16}));
  }
  EXPECT_FALSE(memory.find(uri, text, 7));
  EXPECT_FALSE(memory.find(uri, text, 17));
  EXPECT_FALSE(memory.find("file:///w/b.py", text, 10));
  EXPECT_FALSE(memory.find(uri, "", 0));
  memory.forget(uri);
  EXPECT_FALSE(memory.find(uri, text, 10));
}

TEST(GeneratedCode, BelowItsCommentAnyAlternativeIsKnownAndTheLongestIsMeant) {
  GeneratedCode memory;
  memory.remember(uri, calls);
  EXPECT_EQ(found(memory, comment + "\n    c()", 10), "\n    c()");
  EXPECT_EQ(found(memory, comment + "\n    a()\n    b()", 10), "\n    a()\n    b()");
  EXPECT_EQ(found(memory, comment + "\n    a()\n    d()", 10), "\n    a()");
}

TEST(GeneratedCode, WhereItsCommentHasChangedItIsWhatWasShown) {
  GeneratedCode memory;
  memory.remember(uri, calls);
  EXPECT_EQ(found(memory, "# call b\n    a()\n", 10), "\n    a()");
  EXPECT_EQ(found(memory, "# call b\n    c()\n", 10), "");
  EXPECT_EQ(found(memory, comment + "\n    c()\n", 10), "\n    c()");
  EXPECT_EQ(found(memory, "# call b\n    c()\n", 10), "\n    c()");
}

TEST(GeneratedCode, TheSameInAnotherPlaceIsTheUsers) {
  GeneratedCode memory;
  memory.remember(uri, calls);
  const std::string own = "# mine\n    a()\n";
  EXPECT_EQ(found(memory, own + comment + "\n    a()\n", 8), "");
  EXPECT_EQ(found(memory, "# mine\n    a() + 1\n", 8), "");
  GeneratedCode flat;
  flat.remember(uri, {{"    a()"}, "# call a\n"});
  EXPECT_EQ(found(flat, "# mine\n        a()\n", 12), "") << "deeper";
}

TEST(GeneratedCode, AnOfferIsKnownOnceItIsTaken) {
  GeneratedCode memory;
  std::stop_source stop;
  memory.offer(uri, calls, comment.size(), stop.get_token());
  memory.changed(uri, comment + "\n    a");
  EXPECT_EQ(found(memory, comment + "\n    a()", 10), "") << "the editor has not said that it stands there";
  memory.changed(uri, comment + "\n    a()");
  memory.changed(uri, comment + "\n    a()\n    b()");
  EXPECT_EQ(found(memory, "# call both\n    a()\n    b()", 14), "\n    a()\n    b()");
  EXPECT_EQ(found(memory, "# call both\n    c()", 14), "");
}

TEST(GeneratedCode, AnOfferForATextThatIsGoneIsNone) {
  GeneratedCode memory;
  std::stop_source stop;
  stop.request_stop();
  memory.offer(uri, calls, comment.size(), stop.get_token());
  memory.changed(uri, comment + "\n    a()");
  EXPECT_EQ(found(memory, comment + "\n    a()", 10), "");
  memory.offer(uri, calls, comment.size(), {});
  memory.changed(uri, "# call b\n    a()");
  EXPECT_EQ(found(memory, "# call b\n    a()", 10), "") << "for another comment";
  memory.changed(uri, comment + "\n    a()");
  EXPECT_EQ(found(memory, comment + "\n    a()", 10), "\n    a()");
}

TEST(GeneratedCode, TheOldestAreForgotten) {
  GeneratedCode memory;
  const auto call = [](int i) { return "call_" + std::to_string(i) + "()"; };
  for (int i = 0; i < 1000; ++i) memory.remember(uri, {{call(i)}, ""});
  EXPECT_FALSE(memory.find(uri, call(0), 0));
  EXPECT_TRUE(memory.find(uri, call(999), 0));
  for (int i = 1000; i < 2000; ++i) memory.offer(uri, {{call(i)}, ""}, 0, {});
  memory.changed(uri, call(1000));
  EXPECT_FALSE(memory.find(uri, call(1000), 0));
  memory.changed(uri, call(1999));
  EXPECT_TRUE(memory.find(uri, call(1999), 0));
}

}  // namespace
}  // namespace treewright::lsp
