#include "support/json_lines.h"

#include <gtest/gtest.h>

namespace treewright {
namespace {

TEST(JsonLines, RowsKeepTheirLineNumbers) {
  const auto rows = parse_json_lines("{\"a\": 1}\r\n\n  \n{\"a\": 2}", "f");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[1].number, 4u);
  EXPECT_EQ((*rows)[1].value["a"], 2);
}

TEST(JsonLines, TheLimitHoldsBeforeADamagedRow) {
  EXPECT_EQ(parse_json_lines("{}\n{}\nnot json", "f", 2)->size(), 2u);
}

TEST(JsonLines, DamageIsNamedWithItsLine) {
  for (const char* damaged : {"not json", "3", "[]", "{\"a\": \"\xFF\"}", "{}{}"}) {
    const auto rows = parse_json_lines(std::string("{}\n") + damaged, "f.jsonl");
    ASSERT_FALSE(rows) << damaged;
    EXPECT_TRUE(rows.error().message.starts_with("f.jsonl:2: ")) << rows.error().message;
  }
}

}  // namespace
}  // namespace treewright
