#include "lsp/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace treewright::lsp {
namespace {

using testing::HasSubstr;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(ParseJson, PlainTextIsLeftAlone) {
  const auto parsed = parse_json(R"({"a": ["\ud83d\ude00", "é😀", "\\ud800", "[[{{"]})");
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(parsed->repaired);
  EXPECT_EQ(parsed->value["a"][0], "😀");
  EXPECT_EQ(parsed->value["a"][2], "\\ud800");
}

TEST(ParseJson, InvalidUtf8IsReplaced) {
  for (const auto* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    const auto parsed = parse_json("[\"a" + std::string(bytes) + "b\"]");
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_TRUE(parsed->repaired);
    EXPECT_THAT(parsed->value[0].get<std::string>(), testing::MatchesRegex("a(\xEF\xBF\xBD)+b"));
  }
}

TEST(ParseJson, LoneSurrogatesBecomeOneUnitEach) {
  const auto parsed = parse_json(R"(["\ud800x", "\udc00", "\ud800\ud800\udc00", "\uD83D\u0041"])");
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->repaired);
  EXPECT_EQ(parsed->value, Json::parse(R"(["\ufffdx", "\ufffd", "\ufffd\ud800\udc00", "\ufffdA"])"));
}

TEST(ParseJson, NulCharactersInStringsAreText) {
  const auto parsed = parse_json(R"(["a\u0000b"])");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->value[0].get<std::string>(), std::string("a\0b", 3));
}

TEST(ParseJson, BrokenTextIsRefused) {
  const std::vector<std::string_view> all = {"",        "{",     "nul",     "[1,]",
                                             "{\"a\"}", "[1] 2", "\"\\ud8", {"[\0]", 3}};
  for (const std::string_view broken : all) {
    const std::string text(broken);
    const auto parsed = parse_json(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_THAT(parsed.error().message, HasSubstr("not valid JSON"));
  }
}

TEST(ParseJson, DeepNestingIsRefusedAndTextInStringsDoesNotCount) {
  const auto parsed = parse_json(repeated("[", 10000) + repeated("]", 10000));
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr("nested"));
  EXPECT_FALSE(parse_json(repeated("{\"a\":", 1000000)));
  EXPECT_TRUE(parse_json("[\"" + repeated("[", 10000) + "\"]"));
  EXPECT_TRUE(parse_json(repeated("[", max_json_depth) + repeated("]", max_json_depth)));
}

TEST(JsonText, BytesThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(json_text(Json{{"a", "x\xffy"}}), "{\"a\":\"x\xEF\xBF\xBDy\"}");
}

}  // namespace
}  // namespace treewright::lsp
