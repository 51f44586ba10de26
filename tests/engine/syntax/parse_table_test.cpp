#include "engine/syntax/parse_table.h"

#include <gtest/gtest.h>

namespace treewright::syntax {
namespace {

const ParseTable& table() {
  static const ParseTable python(*language_by_id("python"));
  return python;
}

TEST(ParseTable, StartShiftsAStatementsFirstToken) {
  ParseAction actions[ParseTable::most_actions];
  const TSSymbol pass = table().terminals("pass").at(0);
  ASSERT_EQ(table().actions(ParseTable::start_state, pass, actions), 1U);
  EXPECT_EQ(actions[0].kind, ParseAction::Kind::shift);
  ASSERT_EQ(table().actions(actions[0].state, table().terminals("_newline").at(0), actions), 1U);
  EXPECT_EQ(actions[0].kind, ParseAction::Kind::reduce);
  EXPECT_EQ(actions[0].children, 1);
  EXPECT_NE(table().next_state(ParseTable::start_state, actions[0].symbol), 0);
}

TEST(ParseTable, NothingStartsWithAClosingBracket) {
  EXPECT_FALSE(table().has_action(ParseTable::start_state, table().terminals(")").at(0)));
}

TEST(ParseTable, KnowsReservedWords) {
  EXPECT_TRUE(table().is_reserved(ParseTable::start_state, table().terminals("in").at(0)));
  EXPECT_FALSE(table().is_reserved(ParseTable::start_state, table().terminals("match").at(0)));
}

TEST(ParseTable, OneSpellingMayBeSeveralTerminals) {
  EXPECT_EQ(table().terminals("*").size(), 2U);
  EXPECT_TRUE(table().terminals("no such").empty());
}

}  // namespace
}  // namespace treewright::syntax
