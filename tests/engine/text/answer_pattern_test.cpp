#include "engine/text/answer_pattern.h"

#include <gtest/gtest.h>

namespace treewright::text {
namespace {

bool matches(std::string_view answer, std::string_view candidate) {
  const syntax::Language& python = *syntax::language_by_id("python");
  const auto pattern = AnswerPattern::parse(python, answer);
  const auto tokens = comparable_tokens(python, candidate);
  EXPECT_TRUE(pattern) << answer;
  EXPECT_TRUE(tokens) << candidate;
  return pattern && tokens && pattern->matches(*tokens);
}

TEST(AnswerPattern, LayoutCommentsAndQuotesDoNotCount) {
  EXPECT_TRUE(matches("x = f(\"a\", 1)", "x = f(\n    'a',\n    1,\n)  # now"));
  EXPECT_TRUE(matches("if x:\n    f()\n", "if x:\n\n  f()"));
  EXPECT_FALSE(matches("x = 1", "x = 2"));
  EXPECT_FALSE(matches("x = 1", "x = 1\ny = 2"));
  EXPECT_FALSE(matches("f()\ng()", "if f():\n    g()"));
}

TEST(AnswerPattern, StringsAreComparedByValueButForOtherEscapes) {
  EXPECT_TRUE(matches(R"(x = "it's")", R"(x = 'it\'s')"));
  EXPECT_TRUE(matches(R"(x = "\"")", R"(x = '"')"));
  EXPECT_FALSE(matches(R"(x = "\\'")", R"(x = "'")"));
  EXPECT_FALSE(matches(R"(x = r"\'")", R"(x = "'")"));
  EXPECT_FALSE(matches(R"(x = "\n")", R"(x = "n")"));
  EXPECT_FALSE(matches(R"(x = b"a")", R"(x = "a")"));
}

TEST(AnswerPattern, APlaceholderIsOneIdentifier) {
  EXPECT_TRUE(matches("$x = sorted(users)", "users = sorted(users)"));
  EXPECT_TRUE(matches("for $a in b:\n    print($a)", "for line in b:\n    print(line)"));
  EXPECT_TRUE(matches("sum(1 for $a in f)", "sum(1 for _ in f)"));
  EXPECT_FALSE(matches("for $a in b:\n    print($a)", "for line in b:\n    print(b)"));
  EXPECT_FALSE(matches("$x = 1", "a.b = 1"));
  EXPECT_FALSE(matches("f($x)", "f(1)"));
}

TEST(AnswerPattern, TwoPlaceholdersNeverShareAnIdentifier) {
  EXPECT_TRUE(matches("$a = $b", "x = y"));
  EXPECT_FALSE(matches("$a = $b", "x = x"));
  EXPECT_FALSE(matches("$a, $b = $b, $a", "x, y = x, y"));
}

TEST(AnswerPattern, EveryOtherIdentifierIsLiteral) {
  EXPECT_FALSE(matches("$x = sorted(users)", "x = sorted(people)"));
}

TEST(AnswerPattern, PlaceholdersStandInBracesOfAnFString) {
  EXPECT_TRUE(matches("for $k in d:\n    print(f\"{$k}: 1\")", "for key in d:\n    print(f'{key}: 1')"));
  EXPECT_FALSE(matches("for $k in d:\n    print(f\"{$k}\")", "for key in d:\n    print(f'{d}')"));
}

TEST(AnswerPattern, ADollarInTextIsADollar) {
  EXPECT_TRUE(matches("x = \"$HOME\"", "x = '$HOME'"));
  EXPECT_FALSE(matches("x = \"$HOME\"", "x = 'HOME'"));
  EXPECT_TRUE(matches("re.match(\"a$\", x)", "re.match('a$', x)"));
}

TEST(AnswerPattern, AnAnswerThatIsNotCodeIsRefused) {
  EXPECT_FALSE(AnswerPattern::parse(*syntax::language_by_id("python"), "x = ("));
}

}  // namespace
}  // namespace treewright::text
