#include "engine/grammar/lr/lr_constraint.h"

#include <gtest/gtest.h>

#include "engine/syntax/tree.h"

namespace treewright::grammar {
namespace {

using text::Token;
using text::TokenKind;

const syntax::Language& python() { return *syntax::language_by_id("python"); }
const LrConstraint& constraint() {
  static const LrConstraint shared(python());
  return shared;
}

/// Tokens in short: names, numbers and symbols as they are, "nl", "in>", "<out" for layout, `f<` and `>`
/// around literals, 'text' for content; separated by spaces.
std::vector<Token> spelled(std::string_view line) {
  std::vector<Token> tokens;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string word(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    const Token symbol{TokenKind::symbol, word};
    if (word == "nl") {
      tokens.push_back({TokenKind::newline, ""});
    } else if (word == "in>") {
      tokens.push_back({TokenKind::indent, ""});
    } else if (word == "<out") {
      tokens.push_back({TokenKind::dedent, ""});
    } else if (word.size() > 1 && word.ends_with("<\"")) {
      tokens.push_back({TokenKind::string_start, word.substr(0, word.size() - 2)});
    } else if (word == "\">") {
      tokens.push_back({TokenKind::string_end, ""});
    } else if (word.starts_with('\'')) {
      tokens.push_back({TokenKind::content, word.substr(1, word.size() - 2)});
    } else if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
      tokens.push_back({TokenKind::number, word});
    } else {
      const bool known = constraint().terminal(symbol).kind != 0;
      tokens.push_back(known ? symbol : Token{TokenKind::identifier, word});
    }
  }
  return tokens;
}

engine::Surroundings bare() {
  engine::Surroundings surroundings;
  surroundings.bare = true;
  return surroundings;
}

/// How many tokens the constraint takes, of all.
std::size_t accepted(Session& session, const std::vector<Token>& tokens, State& state) {
  std::size_t count = 0;
  for (const Token& token : tokens) {
    const Terminal terminal = constraint().terminal(token);
    if (!session.allows(state, terminal)) break;
    state = session.advance(state, terminal);
    ++count;
  }
  return count;
}

bool takes(std::string_view line, const engine::Surroundings& surroundings = bare()) {
  const auto session = constraint().begin(surroundings);
  const std::vector<Token> tokens = spelled(line);
  State state = session->start();
  return accepted(*session, tokens, state) == tokens.size();
}

/// Takes all but the last token.
bool refuses_last(std::string_view line, const engine::Surroundings& surroundings = bare()) {
  const auto session = constraint().begin(surroundings);
  const std::vector<Token> tokens = spelled(line);
  State state = session->start();
  return accepted(*session, tokens, state) + 1 == tokens.size();
}

TEST(LrConstraint, FollowsTheGrammar) {
  EXPECT_TRUE(takes("x = f ( 1 , y = 2 ) nl"));
  EXPECT_TRUE(takes("for a in b : in> if a : in> pass nl <out <out"));
  EXPECT_TRUE(takes("x = f<\" 'a' { b !r : '>5' } \"> nl"));
  EXPECT_TRUE(refuses_last("x = ="));
  EXPECT_TRUE(refuses_last("f ( nl"));
  EXPECT_TRUE(refuses_last("( ]"));
  EXPECT_TRUE(refuses_last("<out"));
}

TEST(LrConstraint, StarsDoNotFollowStars) {  // the grammar takes "* * a.b", and closing many costs too much
  EXPECT_TRUE(takes("* a , b = f ( * c ) nl"));
  EXPECT_TRUE(takes("x = a * b ** c nl"));
  EXPECT_TRUE(refuses_last("* *"));
  EXPECT_TRUE(refuses_last("a < * *"));
  EXPECT_TRUE(refuses_last("x = a * *"));
}

TEST(LrConstraint, BodiesAreBlocksOfTheirOwnLines) {
  EXPECT_TRUE(refuses_last("if x : pass"));
  EXPECT_TRUE(refuses_last("if x : nl"));
  EXPECT_TRUE(refuses_last("if x : in> <out"));
  EXPECT_TRUE(refuses_last("a ;"));
}

TEST(LrConstraint, SoftKeywordsAreNamesTooAndHardOnesAreNot) {
  EXPECT_TRUE(takes("match = type nl"));
  EXPECT_TRUE(takes("match x : in> case _ : in> pass nl <out <out"));
  EXPECT_TRUE(takes("print ( 1 ) nl"));
  EXPECT_TRUE(takes("x . print = 1 nl"));
  EXPECT_TRUE(refuses_last("print x"));
  EXPECT_EQ(constraint().terminal({TokenKind::identifier, "for"}), Terminal{});
  EXPECT_TRUE(refuses_last("x . for"));
}

TEST(LrConstraint, WordsStandOnlyWhereTheCompilerTakesThem) {
  const engine::Surroundings module{};
  EXPECT_TRUE(refuses_last("return", module));
  EXPECT_TRUE(refuses_last("def f ( ) : in> pass nl <out return", module));
  EXPECT_TRUE(takes("def f ( ) : in> return nl <out", module));
  EXPECT_TRUE(refuses_last("def f ( ) : in> class C : in> return", module));
  EXPECT_TRUE(refuses_last("break", module));
  EXPECT_TRUE(takes("while x : in> break nl <out", module));
  EXPECT_TRUE(refuses_last("while x : in> def f ( ) : in> break", module));
  EXPECT_TRUE(refuses_last("def f ( ) : in> nonlocal", module));
  EXPECT_TRUE(takes("def f ( ) : in> def g ( ) : in> nonlocal x nl <out <out", module));
  EXPECT_TRUE(refuses_last("await", module));
  EXPECT_TRUE(takes("async def f ( ) : in> await x nl async for a in b : in> pass nl <out <out", module));
  EXPECT_TRUE(refuses_last("async for", module));
  engine::Surroundings loop;
  loop.in_loop = loop.in_function = true;
  EXPECT_TRUE(takes("continue nl", loop));
  EXPECT_TRUE(takes("return x nl", loop));
}

TEST(LrConstraint, LiteralsHoldWhatTheirPrefixTakes) {
  EXPECT_TRUE(takes("<\" '{' \"> nl"));
  EXPECT_TRUE(refuses_last("f<\" '{'"));
  EXPECT_TRUE(takes("f<\" '{{x}}' \"> nl"));
  EXPECT_TRUE(takes("r<\" '{' \"> nl"));
  EXPECT_TRUE(refuses_last("r<\" {"));
  EXPECT_TRUE(refuses_last("b<\" 'é'"));
  EXPECT_TRUE(refuses_last("f<\" '\\x4'"));
  EXPECT_TRUE(takes("r<\" '\\x4' \"> nl"));
  EXPECT_TRUE(refuses_last("f<\" { x : '\"'"));
  EXPECT_TRUE(refuses_last("b<\" \"> r<\""));
  for (const char* content : {"", "a\nb", "a\\"}) {
    EXPECT_EQ(constraint().terminal({TokenKind::content, content}), Terminal{}) << content;
  }
}

TEST(LrConstraint, NumbersAndNamesMustBeSpelledAsSuch) {
  for (const char* number : {"0", "12_000", "0xfF", "1.", ".5", "1e-9", "2j", "0b01"}) {
    EXPECT_NE(constraint().terminal({TokenKind::number, number}).kind, 0) << number;
  }
  for (const char* number : {"", "1a", "0x", "1__0", "e5", ".", "1e", "0b2"}) {
    EXPECT_EQ(constraint().terminal({TokenKind::number, number}).kind, 0) << number;
  }
  EXPECT_NE(constraint().terminal({TokenKind::identifier, "größe_2"}).kind, 0);
  for (const char* name : {"", "2x", "a b", "a-b", "True"}) {
    EXPECT_EQ(constraint().terminal({TokenKind::identifier, name}).kind, 0) << name;
  }
}

TEST(LrConstraint, AComprehensionGoesOverOneValue) {
  EXPECT_TRUE(refuses_last("x = [ i for i in a ,"));
  EXPECT_TRUE(refuses_last("next ( ( i for i in range ( 9 , 2 ) ,"));
  EXPECT_TRUE(refuses_last("f ( i for i in a if b ,"));
  EXPECT_TRUE(refuses_last("x = [ i for k , v in a for w , i in v ,"));
  EXPECT_TRUE(takes("x = [ ( k , v ) for k , v in f ( a , [ b , c ] ) ] , 1 nl"));
  EXPECT_TRUE(takes("next ( ( i for i in a ) , None ) nl"));
  EXPECT_TRUE(takes("for k , v in a , b : in> pass nl <out"));
  EXPECT_TRUE(takes("f ( a in b , c ) nl"));
}

TEST(LrConstraint, HandlersFollowWhatNeedsThem) {
  EXPECT_TRUE(refuses_last("try : in> pass nl <out x"));
  EXPECT_TRUE(refuses_last("try : in> pass nl <out else"));
  EXPECT_TRUE(refuses_last("if x : in> try : in> pass nl <out <out"));
  EXPECT_TRUE(takes("try : in> pass nl <out except : in> pass nl <out x nl"));
  EXPECT_TRUE(takes("try : in> pass nl <out finally : in> pass nl <out"));
}

TEST(LrConstraint, ParametersAreNames) {
  EXPECT_TRUE(refuses_last("lambda ("));
  EXPECT_TRUE(refuses_last("lambda a , ("));
  EXPECT_TRUE(refuses_last("def f ( ("));
  EXPECT_TRUE(refuses_last("def f ["));
  EXPECT_TRUE(takes("def f ( a = ( 1 , 2 ) ) : in> pass nl <out"));
  EXPECT_TRUE(takes("lambda a , b = ( 1 , ) : ( a ) nl"));
}

TEST(LrConstraint, SomeWordsStandInSomeLines) {
  EXPECT_TRUE(refuses_last("a :="));
  EXPECT_TRUE(refuses_last("assert a :="));
  EXPECT_TRUE(takes("( a := 1 ) nl"));
  EXPECT_TRUE(takes("if a := 1 : in> pass nl <out"));
  EXPECT_TRUE(refuses_last("f ( a as"));
  EXPECT_TRUE(takes("with a as b , c as d : in> pass nl <out"));
  EXPECT_TRUE(takes("import a as b nl"));
  EXPECT_TRUE(refuses_last("type x"));
  EXPECT_TRUE(takes("type ( x ) nl"));
}

TEST(LrConstraint, LiteralsInReplacementFieldsHoldNoQuotesAndBackslashes) {
  EXPECT_TRUE(takes("f<\" { a [ <\" 'b' \"> ] } \"> nl"));
  EXPECT_TRUE(refuses_last("f<\" { a [ <\" '\\n'"));
  EXPECT_TRUE(refuses_last("f<\" { a [ <\" '\"'"));
  EXPECT_TRUE(takes("f<\" '\\n' { a } '\"' \"> nl"));
}

TEST(LrConstraint, NoPrefixIsADeadEnd) {
  EXPECT_TRUE(refuses_last("for x @"));
  EXPECT_TRUE(refuses_last("for -"));
  EXPECT_TRUE(refuses_last("( x + async"));
  EXPECT_TRUE(takes("for x . y in z : in> pass nl <out"));
}

TEST(LrConstraint, EqualPrefixesAreEqualStates) {
  const auto session = constraint().begin(bare());
  State first = session->start(), second = session->start();
  accepted(*session, spelled("x = 1 nl y"), first);
  accepted(*session, spelled("z = 2 nl w"), second);
  EXPECT_EQ(first, second);
}

TEST(LrConstraint, EndsAfterWholeStatementsOnly) {
  const auto session = constraint().begin(bare());
  const auto may_end = [&](std::string_view line) {
    State state = session->start();
    accepted(*session, spelled(line), state);
    return session->may_end(state);
  };
  EXPECT_FALSE(session->may_end(session->start()));
  EXPECT_TRUE(may_end("pass nl"));
  EXPECT_FALSE(may_end("pass"));
  EXPECT_FALSE(may_end("if x : in> pass nl"));
  EXPECT_TRUE(may_end("if x : in> pass nl <out"));
  EXPECT_FALSE(may_end("@ x nl"));
  EXPECT_FALSE(may_end("try : in> pass nl <out"));
}

std::string ended(std::string_view line) {
  const auto session = constraint().begin(bare());
  std::vector<Token> tokens = spelled(line);
  State state = session->start();
  EXPECT_EQ(accepted(*session, tokens, state), tokens.size()) << line;
  const std::vector<Token> ending = session->shortest_ending(state);
  tokens.insert(tokens.end(), ending.begin(), ending.end());
  return text::join(text::render(python(), tokens));
}

TEST(ShortestEnding, SaysLittle) {
  EXPECT_EQ(ended("pass nl"), "pass");
  EXPECT_EQ(ended("f ( [ x"), "f([x])");
  EXPECT_EQ(ended("x ="), "x = None");
  EXPECT_EQ(ended("if x :"), "if x:\n    pass");
  EXPECT_EQ(ended("for x"), "for x in None:\n    pass");
  EXPECT_EQ(ended("x = f<\" 'a' {"), "x = f\"a{None}\"");
  EXPECT_EQ(ended("a if b"), "a if b else None");
  EXPECT_EQ(ended("try :"), "try:\n    pass\nfinally:\n    pass");
  EXPECT_EQ(ended("@ x nl"), "@x\ndef _():\n    pass");
}

TEST(NullConstraint, AllowsEverything) {
  const NullConstraint everything;
  const auto session = everything.begin({});
  const Terminal terminal = everything.terminal({TokenKind::symbol, ")"});
  EXPECT_TRUE(session->allows(session->start(), terminal));
  EXPECT_TRUE(session->may_end(session->advance(session->start(), terminal)));
  EXPECT_TRUE(session->shortest_ending(session->start()).empty());
}

}  // namespace
}  // namespace treewright::grammar
