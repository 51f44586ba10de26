// Every token of given code has the steps that write it.
#include "engine/decode/written_code.h"

#include <gmock/gmock.h>

#include "fixtures/tiny_vocabulary.h"

namespace treewright::decode {
namespace {

using engine::Unexplained;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

const TreeGrammar& tree_grammar() {
  static const TreeGrammar made(grammar::TransitionSystem::of(python()).value(),
                                fixtures::tiny_tree_vocabulary());
  return made;
}

constexpr text::EncodingLimits limits{24, 6};

CodeModel token_model() { return {python(), fixtures::tiny_vocabulary(), limits, nullptr, false}; }
CodeModel tree_model(bool fragments = false) {
  return {python(), fixtures::tiny_tree_vocabulary(), limits, &tree_grammar(), fragments};
}

engine::Request request() {
  engine::Request request;
  request.description = "read the file at path";
  request.names = {{"path", engine::NameKind::parameter}};
  return request;
}

std::vector<std::string> texts_of(const WrittenCode& written, std::string_view code) {
  std::vector<std::string> texts;
  texts.reserve(written.tokens.size());
  for (const WrittenToken& token : written.tokens)
    texts.emplace_back(code.substr(token.place.begin, token.place.end - token.place.begin));
  return texts;
}

/// What the steps of a token write: a surface, pieces, or one symbol or action.
std::string written_by(const CodeModel& model, const WrittenCode& written, const WrittenToken& token) {
  std::string text;
  for (std::size_t s = token.first_step; s < token.end_step; ++s) {
    const text::TargetStep& step = written.example.steps[s];
    if (!step.copies.empty()) {
      text += written.example.source.surfaces[static_cast<std::size_t>(step.copies.front())];
    } else if (step.number >= model.vocabulary.first_piece()) {
      text += model.vocabulary.piece(step.number);
    } else {
      text += model.grammar == nullptr
                  ? model.vocabulary.token(step.number).text
                  : model.vocabulary
                        .symbols()[static_cast<std::size_t>(step.number - model.vocabulary.first_symbol())];
    }
  }
  return text.starts_with(' ') ? text.substr(1) : text;
}

TEST(WrittenCode, ShowsTheTokensAsTheyStandAndNoLayout) {
  constexpr std::string_view code = "with open(path,) as f:  # open it\n    print(f\"a {f} b\", f'')\n";
  for (const CodeModel& model : {token_model(), tree_model()}) {
    const auto written = write_code_steps(model, request(), code);
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_THAT(texts_of(*written, code),
                ElementsAre("with", "open", "(", "path", ")", "as", "f", ":", "print", "(", "f\"", "a ", "{",
                            "f", "}", " b", "\"", ",", "f'", "'", ")"));
  }
}

TEST(WrittenCode, LiteralsThatTheParserHidesAreTokensToo) {
  constexpr std::string_view code = "read(r'\\\\', f'{a:>10}')";
  engine::Request copying;
  copying.description = "read '\\\\' to '>10'";
  const auto written = write_code_steps(tree_model(), copying, code);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_THAT(texts_of(*written, code),
              ElementsAre("read", "(", "r'", "\\\\", "'", ",", "f'", "{", "a", ":", ">10", "}", "'", ")"));
}

TEST(WrittenCode, EachTokenHasTheStepsThatWriteIt) {
  constexpr std::string_view code = "data = read(path, 10)\nfor item in data:\n    item.append(item)\n";
  const CodeModel model = token_model();
  const auto written = write_code_steps(model, request(), code);
  ASSERT_TRUE(written) << written.error().message;
  const auto texts = texts_of(*written, code);
  for (std::size_t t = 0; t < texts.size(); ++t)
    EXPECT_EQ(written_by(model, *written, written->tokens[t]), texts[t]);
}

TEST(WrittenCode, ATreesTokenWithoutAStepHasTheStepOfItsAction) {
  constexpr std::string_view code = "data = read(path, 10)\n";
  const CodeModel model = tree_model();
  const auto written = write_code_steps(model, request(), code);
  ASSERT_TRUE(written) << written.error().message;
  const auto texts = texts_of(*written, code);
  ASSERT_THAT(texts, ElementsAre("data", "=", "read", "(", "path", ",", "10", ")"));
  const auto by = [&](std::size_t t) { return written_by(model, *written, written->tokens[t]); };
  for (const std::size_t own : {0, 2, 4, 6}) EXPECT_EQ(by(own), texts[own]);
  EXPECT_THAT(by(1), HasSubstr("(assignment"));
  EXPECT_THAT(by(3), HasSubstr("(call"));
  EXPECT_EQ(by(7), by(3));
  EXPECT_EQ(by(5), "10") << "the separator is written with what follows it";
}

TEST(WrittenCode, WhatCompletesAFragmentIsNotShown) {
  for (const std::string_view code : {"if path:", "else:", "@read"}) {
    const auto written = write_code_steps(tree_model(true), request(), code);
    ASSERT_TRUE(written) << code << ": " << written.error().message;
    std::string all;
    for (const std::string& text : texts_of(*written, code)) all += text;
    std::string expected(code);
    std::erase(expected, ' ');
    EXPECT_EQ(all, expected);
  }
  EXPECT_EQ(write_code_steps(tree_model(), request(), "if path:").error().why,
            Unexplained::Why::invalid_code);
}

TEST(WrittenCode, SaysWhyItCannot) {
  for (const CodeModel& model : {token_model(), tree_model()}) {
    const auto refusal = [&](std::string_view code) {
      const auto written = write_code_steps(model, request(), code);
      return written ? std::pair{Unexplained::Why::cancelled, std::string("nothing")}
                     : std::pair{written.error().why, written.error().message};
    };
    EXPECT_EQ(refusal("x = = 1").first, Unexplained::Why::invalid_code);
    EXPECT_THAT(refusal("x = = 1").second, HasSubstr("whole statements"));
    EXPECT_EQ(refusal("").first, Unexplained::Why::no_tokens);
    EXPECT_EQ(refusal("# nothing\n").first, Unexplained::Why::no_tokens);
    EXPECT_EQ(refusal("x = '\xf0\x9f\x8e\x89'").first, Unexplained::Why::not_written)
        << "bytes are never written";
    std::string many;
    while (many.size() < most_explained_bytes / 2) many += "f(a)\n";
    EXPECT_EQ(refusal(many).first, Unexplained::Why::too_long);
    many.append(2 * most_explained_bytes, '#');
    EXPECT_EQ(refusal(many).first, Unexplained::Why::too_long);
  }
  EXPECT_THAT(write_code_steps(token_model(), request(), "x = '''a\nb'''").error().message,
              HasSubstr("line end"));
}

}  // namespace
}  // namespace treewright::decode
