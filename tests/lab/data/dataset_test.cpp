#include "lab/data/dataset.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "engine/text/fragment.h"
#include "fixtures/tiny_model.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

class RowsFile : public testing::Test {
 protected:
  Result<std::vector<Row>> read(std::string_view text, Source source = {}) const {
    source.path = folder_ / "rows.jsonl";
    EXPECT_TRUE(write_file(source.path, text));
    return read_rows(source);
  }
  std::string refusal(std::string_view text) const {
    const auto rows = read(text);
    return rows ? "nothing" : rows.error().message;
  }
  std::vector<std::string> ids(std::string_view text, const Source& source) const {
    std::vector<std::string> ids;
    const auto rows = read(text, source);
    for (const Row& row : rows.value()) ids.push_back(row.id);
    return ids;
  }

 private:
  ScratchFolder folder_;
};

TEST_F(RowsFile, ReadsEveryField) {
  const std::string line =
      R"x({"id": "a", "nl": "read it", "code": "f()", "names": [["f", "function"], ["x", "enclosing"]],)x"
      R"x( "surroundings": {"in_loop": true, "in_class_body": true}})x";
  const auto whole = read(line + "\r\n\n" + R"x({"nl": "é", "code": "g()", "id": 7})x" + "\n" +
                          R"x({"nl": "", "code": "h()", "surroundings": {"docstring": true}})x");
  ASSERT_TRUE(whole) << whole.error().message;
  ASSERT_EQ(whole->size(), 3U);
  const Row& first = whole->front();
  EXPECT_EQ(first.id, "a");
  EXPECT_EQ(first.request.description, "read it");
  EXPECT_EQ(first.code, "f()");
  EXPECT_THAT(first.request.names, ElementsAre(engine::Name{"f", engine::NameKind::function},
                                               engine::Name{"x", engine::NameKind::enclosing}));
  engine::Surroundings around;
  around.in_loop = around.in_class_body = true;
  EXPECT_EQ(first.request.surroundings, around);
  EXPECT_EQ((*whole)[1].id, "7");
  EXPECT_TRUE((*whole)[1].request.surroundings.bare);
  EXPECT_EQ((*whole)[2].id, "4") << "the line's number";
  EXPECT_TRUE((*whole)[2].request.surroundings.docstring);
}

TEST_F(RowsFile, ErrorsNameFileAndLine) {
  const std::string good = R"({"nl": "a", "code": "b"})"
                           "\n\n";
  for (const auto& [line, problem] : std::vector<std::pair<std::string, std::string>>{
           {"{", "not valid JSON"},
           {"{\"nl\": \"\xff\", \"code\": \"\"}", "not valid JSON"},
           {"[]", "not a JSON object"},
           {"3", "not a JSON object"},
           {R"({"code": "b"})", "\"nl\" must be a string"},
           {R"({"nl": 3, "code": "b"})", "\"nl\" must be a string"},
           {R"({"nl": "a"})", "\"code\" must be a string"},
           {R"({"nl": "a", "code": ["b"]})", "\"code\" must be a string"},
           {R"({"nl": "a", "code": "b", "names": "x"})", "\"names\" must hold pairs"},
           {R"({"nl": "a", "code": "b", "names": [["x"]]})", "\"names\" must hold pairs"},
           {R"({"nl": "a", "code": "b", "names": [["x", 1]]})", "\"names\" must hold pairs"},
           {R"({"nl": "a", "code": "b", "names": [["x", "thing"]]})", "unknown kind \"thing\""}}) {
    EXPECT_THAT(refusal(good + line + "\n"), AllOf(HasSubstr("rows.jsonl:3: "), HasSubstr(problem))) << line;
  }
}

TEST_F(RowsFile, LimitTakesTheFirstRows) {
  const std::string text = R"({"nl": "a", "code": "b"})"
                           "\n\n"
                           R"({"nl": "a", "code": "b"})"
                           "\n"
                           R"({"nl": "a", "code": "b"})";
  EXPECT_THAT(ids(text, {.path = {}, .limit = 2, .fold = {}}), ElementsAre("1", "3"));
  EXPECT_THAT(ids(text, {}), ElementsAre("1", "3", "4"));
}

TEST_F(RowsFile, AFoldAndItsNegationSplitAFile) {
  std::string text;
  for (const std::string_view question : {"5", "10", "11", "\"10\"", "null", "20"}) {
    text += fmt::format(R"({{"nl": "a", "code": "b", "q": {}, "id": {}}})", question, question) + "\n";
  }
  EXPECT_THAT(ids(text, {.path = {}, .fold = {"q", 10, 0, false}}), ElementsAre("10", "20"));
  EXPECT_THAT(ids(text, {.path = {}, .fold = {"q", 10, 0, true}}), ElementsAre("5", "11", "10", "null"));
  EXPECT_EQ(ids(text, {}).size(), 6U);
}

TEST(Dataset, SourcesFromAConfig) {
  const auto sources = parse_sources(json::parse(R"(["a.jsonl", {"path": "b.jsonl", "repeat": 3, "limit": 9,
      "fold": {"field": "q", "modulus": 20, "remainder": 1, "negate": true}}])"),
                                     "/root");
  ASSERT_TRUE(sources) << sources.error().message;
  EXPECT_EQ(sources->front().path, "/root/a.jsonl");
  EXPECT_EQ(sources->front().repeat, 1);
  EXPECT_EQ(sources->back().repeat, 3);
  EXPECT_EQ(sources->back().limit, 9U);
  EXPECT_EQ(sources->back().fold.modulus, 20);
  EXPECT_TRUE(sources->back().fold.negate);
  for (const char* bad : {R"("a")", R"([3])", R"([{"repeat": 2}])", R"([{"path": 3}])",
                          R"([{"path": "a", "fold": {"field": "q"}}])", R"([{"path": "a", "repeat": "x"}])",
                          R"([{"path": "a", "repeat": 0}])", R"([{"path": "a", "limit": -1}])",
                          R"([{"path": "a", "fold": {"field": "q", "modulus": -2, "remainder": 0}}])"}) {
    EXPECT_FALSE(parse_sources(json::parse(bad), "/root")) << bad;
  }
}

TEST(Dataset, CompletedFragmentsTokenize) {
  for (const char* fragment :
       {"if x:", "try:", "class A:", "with open(f) as g:", "while True:", "async def f(x):"}) {
    EXPECT_TRUE(text::tokenize(python(), text::complete_fragment(fragment))) << fragment;
  }
}

Row row(std::string nl, std::string code) {
  Row row;
  row.request.description = std::move(nl);
  row.code = std::move(code);
  return row;
}

TEST(Dataset, RowsThatDoNotParseOrAreLongAreCounted) {
  std::size_t dropped = 0;
  const auto kept = tokenize_rows(
      python(),
      {row("a", "x = 1"), row("b", "x = = 1"), row("c", ""), row("d", "f(1, 2, 3)"), row("e", "if x:")},
      {.max_tokens = 7}, dropped);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].row.request.description, "a");
  EXPECT_EQ(kept[1].row.request.description, "e");
  EXPECT_EQ(dropped, 3U);
}

TEST(Dataset, FragmentsAreForModelsThatWriteThem) {
  std::size_t dropped = 0;
  const auto kept =
      tokenize_rows(python(), {row("a", "x = 1"), row("e", "if x:")}, {.fragments = false}, dropped);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].row.request.description, "a");
  EXPECT_EQ(dropped, 1U);
}

TEST(Dataset, ExamplesEndAndCopy) {
  std::size_t dropped = 0;
  const auto rows = tokenize_rows(
      python(), {row("close zq_file", "zq_file.close()"), row("a", "x = '\xc3\xa9\xe4\xb8\xad'")},
      {.max_tokens = 60}, dropped);
  ASSERT_EQ(rows.size(), 2U);
  const auto& vocabulary = fixtures::tiny_vocabulary();
  const auto examples = encode_examples(vocabulary, fixtures::tiny_config().limits, rows);
  ASSERT_EQ(examples.size(), 1U) << "text of bytes cannot be written";
  const Example& example = examples.front();
  EXPECT_EQ(example.steps.back().number, text::end);
  ASSERT_EQ(example.steps.front().copies.size(), 1U);
  EXPECT_EQ(example.source.surfaces[static_cast<std::size_t>(example.steps.front().copies.front())],
            "zq_file");
}

TEST(Dataset, TheTokenizerLearnsFromDescriptionsAndNames) {
  std::size_t dropped = 0;
  const auto rows =
      tokenize_rows(python(), {row("Close it, now", "x.close('a b', 10)")}, {.max_tokens = 60}, dropped);
  EXPECT_THAT(tokenizer_sentences(rows), ElementsAre(" close it, now x close a b 10"));
}

}  // namespace
}  // namespace treewright::lab
