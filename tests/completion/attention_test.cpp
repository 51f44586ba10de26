// The attention view at a place of a document, with the shipped model.
#include "completion/attention.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const engine::Generator& model() {
  static const auto loaded = engine::Generator::load("models/python-base").value();
  return loaded;
}

/// Asks at the mark.
tl::expected<Attention, NoAttention> ask(const SourceText& text, std::optional<std::string> code = {},
                                         std::optional<syntax::ByteRange> place = {}) {
  AttentionQuery query;
  query.at.offset = text.cursor();
  query.text = std::move(code);
  query.code = place;
  return find_attention(text.source(), query, &model());
}

std::string_view at(const SourceText& text, const Attention& attention) {
  return std::string_view(text.text())
      .substr(attention.range->begin, attention.range->end - attention.range->begin);
}

std::vector<std::string> tokens_of_line(const Attention& attention, std::size_t line) {
  std::vector<std::string> texts;
  for (const auto& token : attention.explanation.tokens) {
    if (token.line == line) texts.push_back(token.text);
  }
  return texts;
}

TEST(Attention, TheCodeBelowTheCommentCounts) {
  const SourceText text(
      "def f(path):\n    # open the file path and read its lines▮\n"
      "    with open(path) as f:\n        lines = f.readlines()\n\n    return lines\n");
  const auto found = ask(text);
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(found->code, "with open(path) as f:\n    lines = f.readlines()");
  EXPECT_EQ(at(text, *found), "with open(path) as f:\n        lines = f.readlines()");
  EXPECT_THAT(tokens_of_line(*found, 1), ElementsAre("lines", "=", "f", ".", "readlines", "(", ")"));
  EXPECT_THAT(found->sources, IsEmpty());
  const auto& words = found->explanation.words;
  for (const auto& token : found->explanation.tokens) {
    if (token.text != "path") continue;
    ASSERT_TRUE(token.copied);
    EXPECT_EQ(words[*token.copied].text, "path");
  }
  for (std::size_t w = 0; w < words.size(); ++w) EXPECT_EQ(words[w].is_name, w >= 8) << words[w].text;
}

TEST(Attention, CodeThatWasWrittenForTheCommentCountsBeforeTheParagraph) {
  const SourceText text("# sort the rows▮\nrows.sort()\nprint(rows)\n");
  const auto whole = ask(text);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->code, "rows.sort()\nprint(rows)");
  const std::size_t end = text.text().find("\nprint");
  const auto written = ask(text, {}, syntax::ByteRange{text.cursor(), end});
  ASSERT_TRUE(written);
  EXPECT_EQ(written->code, "rows.sort()");
  EXPECT_EQ(at(text, *written), "rows.sort()") << "without the line end before it";
}

TEST(Attention, ASuggestionMayStandAsItWouldOrDedented) {
  const SourceText text("def f(path):\n    # read the file at path▮\n");
  const std::string expected = "with open(path) as f:\n    text = f.read()";
  for (const char* form : {
           "with open(path) as f:\n    text = f.read()",
           "\n    with open(path) as f:\n        text = f.read()\n",
           "with open(path) as f:\r\n    text = f.read()\r\n",
       }) {
    const auto found = ask(text, form);
    ASSERT_TRUE(found) << form;
    EXPECT_EQ(found->code, expected);
    EXPECT_FALSE(found->range);
  }
  // Ghost text: the document has the first line's indentation.
  EXPECT_EQ(ask(text, "f = open(path)\n    text = f.read()").value().code, "f = open(path)\ntext = f.read()");
  EXPECT_EQ(ask(text, "with open(path) as f:\n        text = f.read()").value().code, expected);
}

TEST(Attention, SaysWhyThereIsNone) {
  const auto reason = [](const std::string& marked, std::optional<std::string> code = {}) {
    const auto found = ask(SourceText(marked), std::move(code));
    return found ? "none" : std::string(reason_name(found.error().reason));
  };
  EXPECT_EQ(reason("x = 1▮\n"), "no-comment");
  EXPECT_EQ(reason("#▮\n", "x = 1"), "empty-comment");
  EXPECT_EQ(reason("# add▮\n"), "no-code");
  EXPECT_EQ(reason("# add▮\n", " \n "), "no-code");
  EXPECT_EQ(reason("# add▮\n", "# nothing"), "no-code");
  EXPECT_EQ(reason("# add▮\n", "x = = 1"), "invalid-code");
  EXPECT_EQ(reason("# add▮\n", "x = '\xf0\x9f\x8e\x89'"), "not-this-model");
  EXPECT_EQ(reason("# add▮\n", std::string(100'000, 'x')), "code-too-long");
  const SourceText text("# add▮\nx = 1\n");
  AttentionQuery query;
  query.at.offset = text.cursor();
  EXPECT_EQ(find_attention(text.source(), query, nullptr).error().reason, Reason::model_missing);
}

TEST(Attention, WordsThatNobodyKnowsAndLongDescriptionsAreFine) {
  const SourceText odd("# frobnicate the ξyzzy 🎉 of qux_42▮\nqux_42.frobnicate()\n");
  const auto found = ask(odd);
  ASSERT_TRUE(found) << found.error().detail;
  const auto& [words_read, tokens] = found->explanation;
  ASSERT_TRUE(tokens.front().copied);
  EXPECT_EQ(words_read[*tokens.front().copied].text, "qux_42");
  std::string words;
  for (int i = 0; i < 350; ++i) words += " word";
  ASSERT_TRUE(ask(SourceText("#" + words + "▮\nx = 1\n")));
}

/// One example.
class SmallWorkspace final : public Workspace {
 public:
  explicit SmallWorkspace(double similarity) : similarity_(similarity) {}
  [[nodiscard]] std::vector<WorkspaceExample> find(const std::string&, std::size_t) const override {
    return {{{"sort them", "rows.sort()"}, {"a.py", 3, 3, similarity_}}};
  }

 private:
  double similarity_;
};

TEST(Attention, NamesWhatOfTheWorkspaceIsAlike) {
  const SourceText text("# sort the rows▮\nrows.sort()\n");
  const auto unguided = engine::Generator::load("models/python-base", {.guide = false}).value();
  const auto sources = [&](double similarity, const engine::Generator& generator) {
    const SmallWorkspace workspace(similarity);
    AttentionQuery query;
    query.at.offset = text.cursor();
    query.at.workspace = &workspace;
    return find_attention(text.source(), query, &generator).value().sources;
  };
  for (const double similarity : {0.8, 0.2})
    EXPECT_THAT(sources(similarity, model()), ElementsAre(Provenance{"a.py", 3, 3, similarity}));
  EXPECT_THAT(sources(0.8, unguided), ElementsAre(Provenance{"a.py", 3, 3, 0.8}));
  EXPECT_THAT(sources(0.2, unguided), IsEmpty()) << "it guides nothing, and is not offered";
}

TEST(Attention, IsJsonOfItsWordsAndTokens) {
  Attention attention;
  attention.explanation.words = {{"sort", false}, {"rows", true}};
  attention.explanation.tokens = {{"rows", 0, 1, {0.25, 0.75}}, {".", 0, std::nullopt, {0.0, 1.0}}};
  attention.code = "rows.";
  EXPECT_EQ(attention_json(attention),
            nlohmann::json::parse(
                R"({"words": [{"text": "sort", "kind": "word"}, {"text": "rows", "kind": "name"}],
                    "tokens": [{"text": "rows", "line": 0, "copied": 1, "weights": [0.25, 0.75]},
                               {"text": ".", "line": 0, "copied": null, "weights": [0.0, 1.0]}],
                    "code": "rows."})"));
}

}  // namespace
}  // namespace treewright::completion
