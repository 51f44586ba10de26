#include "completion/provider.h"

#include <gtest/gtest.h>

#include "completion/rank.h"
#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

Answer ask(const std::string& marked, Trigger trigger = Trigger::typing, std::stop_token stop = {}) {
  const SourceText text(marked);
  Query query;
  query.offset = text.cursor();
  query.trigger = trigger;
  query.stop = std::move(stop);
  return suggest(text.source(), query, nullptr);
}

TEST(Provider, SaysWhyThereIsNothing) {
  EXPECT_EQ(ask("x = 1▮\n").reason, Reason::no_comment);
  EXPECT_EQ(ask("#▮\n").reason, Reason::empty_comment);
  EXPECT_EQ(ask("# add▮\n").reason, Reason::model_missing);
}

TEST(Provider, CodeThatIsThereIsReplacedByCommandAlone) {
  const Answer typed = ask("# add▮\nx = 1\n");
  EXPECT_EQ(typed.reason, Reason::has_code);
  EXPECT_TRUE(typed.site && typed.site->existing_code);
  EXPECT_EQ(ask("# add▮\nx = 1\n", Trigger::command).reason, Reason::model_missing);
}

TEST(Provider, ACancelledRequestSaysSo) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(ask("# add▮\n", Trigger::typing, stop.get_token()).reason, Reason::cancelled);
}

TEST(Rank, BestFirstAndNeverTwoThatDifferOnlyInLayout) {
  const auto ranked = rank(*SourceText::language(),
                           {{"x = f( 1 )", {}, -3},
                            {"x = f('a')", {}, -2},
                            {"x = f(1)", {}, -1},
                            {"x = f(\"a\")", {}, -4},
                            {"x = f(\n    1,\n)", {}, -5}},
                           5);
  ASSERT_EQ(ranked.size(), 2u);
  EXPECT_EQ(ranked[0].code, "x = f(1)");
  EXPECT_EQ(ranked[1].code, "x = f('a')");
}

TEST(Rank, TheProvenanceOfADuplicateStays) {
  const Provenance from{"a.py", 3, 4, 0.8};
  const auto ranked =
      rank(*SourceText::language(), {{"f( 1 )", {}, -3, from}, {"f(1)", {}, -1, {}}, {"g()", {}, -2, {}}}, 2);
  ASSERT_EQ(ranked.size(), 2u);
  EXPECT_EQ(ranked[0].provenance, from);
  EXPECT_FALSE(ranked[1].provenance);
}

TEST(Rank, AtMostTheLimit) {
  EXPECT_EQ(rank(*SourceText::language(), {{"a", {}, 1}, {"b", {}, 2}, {"c", {}, 3}}, 2).size(), 2u);
}

TEST(Provider, WhoAsksGetsAnAnswerWhereTypingIsQuiet) {
  const std::string remark = "def f(rows):\n    # TODO(ann): tidy this up▮\n";
  EXPECT_EQ(ask(remark).reason, Reason::not_a_request);
  EXPECT_EQ(ask(remark, Trigger::invoked).reason, Reason::model_missing);
  EXPECT_EQ(ask(remark, Trigger::command).reason, Reason::model_missing);
}

TEST(Provider, OnlyACommandReplacesCode) {
  EXPECT_EQ(ask("# add▮\nx = 1\n", Trigger::invoked).reason, Reason::has_code);
}

TEST(Provider, AStubFileIsQuiet) {
  const SourceText text("def clamp(x: float) -> float:\n    \"\"\"Limit x.\"\"\"▮\n");
  Query query;
  query.offset = text.cursor();
  query.is_stub = true;
  EXPECT_EQ(suggest(text.source(), query, nullptr).reason, Reason::not_a_request);
  query.trigger = Trigger::command;
  EXPECT_EQ(suggest(text.source(), query, nullptr).reason, Reason::model_missing);
}

TEST(Provider, WhatIsNotUnderstoodHasNoAnswerForAnybody) {
  for (const Trigger trigger : {Trigger::typing, Trigger::invoked, Trigger::command})
    EXPECT_EQ(ask("def f(user):\n    # 打印用户的名字▮\n", trigger).reason, Reason::not_understood);
  EXPECT_EQ(ask("def f(größen):\n    # sort größen▮\n").reason, Reason::model_missing);
}

}  // namespace
}  // namespace treewright::completion
