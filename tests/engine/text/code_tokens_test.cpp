#include "engine/text/code_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace treewright::text {
namespace {

using testing::ElementsAre;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

std::vector<Token> tokens_of(std::string_view code) {
  auto tokens = tokenize(python(), code);
  EXPECT_TRUE(tokens.has_value()) << code;
  return tokens.value_or(std::vector<Token>{});
}

std::string canonical(std::string_view code) { return join(render(python(), tokens_of(code))); }

/// Short form: texts of symbols, names and numbers; structure in angle brackets.
std::string spelled(const std::vector<Token>& tokens) {
  std::string line;
  for (const Token& token : tokens) {
    if (!line.empty()) line += ' ';
    switch (token.kind) {
      case TokenKind::string_start:
        line += token.text + "<\"";
        break;
      case TokenKind::content:
        line += "'" + token.text + "'";
        break;
      case TokenKind::string_end:
        line += "\">";
        break;
      case TokenKind::newline:
        line += "<nl>";
        break;
      case TokenKind::indent:
        line += "<in>";
        break;
      case TokenKind::dedent:
        line += "<out>";
        break;
      default:
        line += token.text;
    }
  }
  return line;
}

struct Case {
  std::string_view code, expected;
};

class Tokenize : public testing::TestWithParam<Case> {};
TEST_P(Tokenize, Gives) { EXPECT_EQ(spelled(tokens_of(GetParam().code)), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(
    Code, Tokenize,
    testing::Values(Case{"x = 1", "x = 1 <nl>"}, Case{"if x: return", "if x : <in> return <nl> <out>"},
                    Case{"a; b;", "a <nl> b <nl>"}, Case{"", ""},
                    Case{"if x:\n  y\nelse:\n  z", "if x : <in> y <nl> <out> else : <in> z <nl> <out>"},
                    Case{"@d\ndef f(): pass", "@ d <nl> def f ( ) : <in> pass <nl> <out>"},
                    Case{"x = U'a\\n'  # note", "x = <\" 'a\\n' \"> <nl>"}, Case{"bR''", "rb<\" \"> <nl>"},
                    Case{"f'{{a}} {b!r:>{w}d}'", "f<\" '{{a}} ' { b !r : '>' { w } 'd' } \"> <nl>"},
                    Case{"r'\\\\'", "r<\" '\\\\' \"> <nl>"}, Case{"f(\n  a,\n  b,\n)", "f ( a , b ) <nl>"},
                    Case{"(a,)", "( a , ) <nl>"}, Case{"(a, b,)", "( a , b ) <nl>"},
                    Case{"x[a,]", "x [ a , ] <nl>"},
                    Case{"from a import (b,\n c,)", "from a import b , c <nl>"},
                    Case{"a = b \\\n  + c", "a = b + c <nl>"},
                    Case{"a not in b is not c", "a not in b is not c <nl>"},
                    Case{"match x:\n  case _: y", "match x : <in> case _ : <in> y <nl> <out> <out>"}));

TEST(TokenizeKinds, TellsNamesFromKeywords) {
  EXPECT_THAT(tokens_of("print(None)"),
              ElementsAre(Token{TokenKind::identifier, "print"}, Token{TokenKind::symbol, "("},
                          Token{TokenKind::symbol, "None"}, Token{TokenKind::symbol, ")"},
                          Token{TokenKind::newline, ""}));
}

TEST(WritesAlike, TakesAKeywordForTheNameThatItCanBe) {
  const std::vector<Token> name{{TokenKind::symbol, "nonlocal"}, {TokenKind::identifier, "print"}};
  const std::vector<Token> keyword{{TokenKind::symbol, "nonlocal"}, {TokenKind::symbol, "print"}};
  EXPECT_TRUE(writes_alike(name, keyword));
  EXPECT_FALSE(writes_alike(name, {{TokenKind::symbol, "nonlocal"}, {TokenKind::identifier, "exec"}}));
  EXPECT_FALSE(writes_alike(name, {{TokenKind::symbol, "nonlocal"}, {TokenKind::content, "print"}}));
  EXPECT_FALSE(writes_alike(name, {{TokenKind::symbol, "nonlocal"}}));
}

class TokenizeFails : public testing::TestWithParam<Case> {};
TEST_P(TokenizeFails, Saying) {
  const auto tokens = tokenize(python(), GetParam().code);
  ASSERT_FALSE(tokens.has_value());
  EXPECT_THAT(tokens.error().message, testing::HasSubstr(GetParam().expected));
}
INSTANTIATE_TEST_SUITE_P(Code, TokenizeFails,
                         testing::Values(Case{"x = = 1", "syntax error"}, Case{"f(", "syntax error"},
                                         Case{"a\nx = '''b\nc'''", "code: a literal that holds a line end"},
                                         Case{"'a\\\nb'", "line end"},
                                         Case{"if x:\n  # only a comment\n", "a block without statements"}));

class Render : public testing::TestWithParam<Case> {};
TEST_P(Render, Writes) { EXPECT_EQ(canonical(GetParam().code), GetParam().expected); }
INSTANTIATE_TEST_SUITE_P(
    Spacing, Render,
    testing::Values(
        Case{"f ( a,b = - 1,* c,** d )", "f(a, b=-1, *c, **d)"}, Case{"x=-y**-z", "x = -y ** -z"},
        Case{"def f(a,b:int=1,*,c=2)->int :pass", "def f(a, b: int = 1, *, c=2) -> int:\n    pass"},
        Case{"x [1 : - 1,::2]", "x[1:-1, ::2]"}, Case{"lambda a,b = 1 : a", "lambda a, b=1: a"},
        Case{"{'a' : 1,** b}", "{\"a\": 1, **b}"}, Case{"not (a)in[b]", "not (a) in [b]"},
        Case{"@ a . b(1)\nclass C ( B,metaclass = M ) : x : int=1",
             "@a.b(1)\nclass C(B, metaclass=M):\n    x: int = 1"},
        Case{"from . . a import *", "from ..a import *"}, Case{"from . import b", "from . import b"},
        Case{"1 .real", "1 .real"}, Case{"x = a if b else-c", "x = a if b else -c"},
        Case{"return(a)[0]", "return (a)[0]"}, Case{"(y:=f(x))", "(y := f(x))"},
        Case{"print (x,file = f)", "print(x, file=f)"}, Case{"yield", "yield"}, Case{"await x", "await x"},
        Case{"a@b", "a @ b"}, Case{"x[lambda a : a]", "x[lambda a: a]"},
        Case{"try:\n\tpass\nexcept (A,B)as e:\n\tpass", "try:\n    pass\nexcept (A, B) as e:\n    pass"}));
INSTANTIATE_TEST_SUITE_P(Quotes, Render,
                         testing::Values(Case{"'it\\'s'", R"("it\'s")"}, Case{"'a \"b\"'", "'a \"b\"'"},
                                         Case{"'''a \"b\" 'c' d'''", "\"\"\"a \"b\" 'c' d\"\"\""},
                                         Case{"'''c' and \"b\"'''", "'''c' and \"b\"'''"},
                                         Case{"f'{d[\"k\"]}'", "f\"{d['k']}\""},
                                         Case{"f'{ {1: 2} }'", "f\"{ {1: 2} }\""},
                                         Case{"f'{x=}{y!s:>{w}}'", "f\"{x=}{y!s:>{w}}\""},
                                         Case{"def f():\n  'Does it.'\n  return 'x'",
                                              "def f():\n    \"\"\"Does it.\"\"\"\n    return \"x\""},
                                         Case{"r'\"\\''", "r'\"\\''"}, Case{"'a' \"b\"", "\"a\" \"b\""}));

TEST(RenderLines, GiveDepthApartFromText) {
  EXPECT_THAT(render(python(), tokens_of("for a in b:\n if a: c\nd")),
              ElementsAre(Line{0, "for a in b:"}, Line{1, "if a:"}, Line{2, "c"}, Line{0, "d"}));
}

TEST(RenderLines, AcceptUnfinishedSequences) {
  std::vector<Token> tokens = tokens_of("if x:\n  f(f'a{b}')");
  for (; !tokens.empty(); tokens.pop_back()) {
    const std::vector<Line> lines = render(python(), tokens);
    ASSERT_FALSE(lines.empty());
    EXPECT_TRUE(std::string_view("if x:").starts_with(lines.front().text));
  }
  EXPECT_TRUE(render(python(), {}).empty());
}

TEST(Join, IndentsByTheUnit) {
  EXPECT_EQ(join({{0, "a:"}, {1, "b"}}, "\t"), "a:\n\tb");
  EXPECT_EQ(join({}), "");
}

}  // namespace
}  // namespace treewright::text
