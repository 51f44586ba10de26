#include "lab/harvest/idioms.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "engine/text/code_tokens.h"
#include "fixtures/seed.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::lab {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

const syntax::Language& python() { return *syntax::language_by_id("python"); }

/// One name a class, so that what a template becomes is known.
json plain_pools() {
  json pools;
  for (const char* pool : {"str", "int", "path", "dict", "obj", "float", "count", "func", "url", "bool",
                           "file", "df", "date", "dir", "attr"}) {
    pools[pool] = {std::string("a_") + pool};
  }
  pools["list"] = {"user_names"};
  return pools;
}

class IdiomsFolder : public testing::Test {
 protected:
  void SetUp() override { write_pools(plain_pools()); }
  void write_pools(const json& pools) const { ASSERT_TRUE(write_file(folder_ / "pools.json", pools.dump())); }
  Result<Idioms> read(std::string_view lines) const {
    EXPECT_TRUE(write_file(folder_ / "topic.jsonl", lines));
    return read_idioms(folder_.path());
  }
  std::string refusal(std::string_view line) const {
    const auto idioms = read("\n" + std::string(line) + "\n");
    return idioms ? "nothing" : idioms.error().message;
  }
  /// A row of the first template.
  Pair sample(std::string_view line, std::uint64_t seed = 1) const {
    const auto idioms = read(line);
    EXPECT_TRUE(idioms) << idioms.error().message;
    std::mt19937_64 random(seed);
    return sample_idiom(*idioms, idioms->templates.front(), random);
  }
  std::string code(std::string_view line) const { return sample(line).code; }

  ScratchFolder folder_;
};

bool has_name(const Pair& pair, const std::string& text, engine::NameKind kind) {
  return std::find(pair.names.begin(), pair.names.end(), engine::Name{text, kind}) != pair.names.end();
}

TEST_F(IdiomsFolder, SlotsAreReplacedAndDoubledBracesAreBraces) {
  EXPECT_EQ(code(R"x({"nl": ["sort"], "code": "{xs}.sort()", "slots": {"xs": "list"}})x"),
            "user_names.sort()");
  EXPECT_EQ(code(R"x({"nl": ["make"], "code": "{d} = {{}}", "slots": {"d": "dict"}})x"), "a_dict = {}");
  EXPECT_EQ(code(R"x({"nl": ["make"], "code": "f\"{{{x}}}\"", "slots": {"x": "int"}})x"), "f\"{a_int}\"");
  EXPECT_EQ(code(R"x({"nl": ["make"], "code": "{{{x}: 1}}", "slots": {"x": "int"}})x"), "{a_int: 1}");
  EXPECT_EQ(
      code(R"x({"nl": ["loop"], "code": "for {xs:singular} in {xs}:\n    pass", "slots": {"xs": "list"}})x"),
      "for user_name in user_names:\n    pass");
}

TEST_F(IdiomsFolder, FormsOfANameInADescription) {
  const char* line =
      R"x({"nl": ["SORT {xs:words} each {xs:singular} in {xs:quoted}"], "code": "{xs}.sort()", "slots": {"xs": "list"}})x";
  EXPECT_THAT(sample(line).nl, HasSubstr("user names each user_name in `user_names`"));
}

TEST_F(IdiomsFolder, SingularsOfPlurals) {
  for (const auto& [plural, singular] :
       std::vector<std::pair<std::string, std::string>>{{"entries", "entry"},
                                                        {"boxes", "box"},
                                                        {"classes", "class"},
                                                        {"matches", "match"},
                                                        {"users", "user"},
                                                        {"people", "person"},
                                                        {"children", "child"},
                                                        {"data", "item"},
                                                        {"xs", "item"}}) {
    json pools = plain_pools();
    pools["list"] = {plural};
    write_pools(pools);
    EXPECT_EQ(code(R"x({"nl": ["a"], "code": "{xs:singular} = 1", "slots": {"xs": "list"}})x"),
              singular + " = 1");
  }
}

TEST_F(IdiomsFolder, TheScopeHoldsTheNamesTheCodeNeeds) {
  const char* line =
      R"x({"nl": ["add"], "code": "self.{a}.append({x})", "slots": {"a": "attr", "x": "int"},)x"
      R"x( "members": ["{a}"], "imports": ["csv"], "params": ["x"]})x";
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Pair pair = sample(line, seed);
    EXPECT_TRUE(has_name(pair, "self", engine::NameKind::parameter));
    EXPECT_TRUE(has_name(pair, "a_attr", engine::NameKind::member));
    EXPECT_TRUE(has_name(pair, "a_int", engine::NameKind::parameter));
    EXPECT_TRUE(has_name(pair, "csv", engine::NameKind::import));
    EXPECT_TRUE(pair.surroundings.in_function);
    std::set<std::string> texts;
    for (const engine::Name& name : pair.names) EXPECT_TRUE(texts.insert(name.text).second) << name.text;
  }
}

TEST_F(IdiomsFolder, SurroundingsFollowTheCode) {
  EXPECT_TRUE(sample(R"x({"nl": ["a"], "code": "await x"})x").surroundings.in_async);
  EXPECT_TRUE(sample(R"x({"nl": ["a"], "code": "if x:\n    break"})x").surroundings.in_loop);
  EXPECT_TRUE(sample(R"x({"nl": ["a"], "code": "return 1"})x").surroundings.in_function);
  EXPECT_TRUE(sample(R"x({"nl": ["a"], "code": "x = 1", "site": "docstring"})x").surroundings.docstring);
}

TEST_F(IdiomsFolder, ErrorsNameFileAndLine) {
  for (const auto& [line, problem] : std::vector<std::pair<std::string, std::string>>{
           {"{", "parse error"},
           {"[]", "type"},
           {R"x({"code": "x"})x", "nl"},
           {R"x({"nl": ["a"]})x", "code"},
           {R"x({"nl": "a", "code": "x"})x", "type"},
           {R"x({"nl": [], "code": "x"})x", "is empty"},
           {R"x({"nl": [""], "code": "x"})x", "is empty"},
           {R"x({"nl": ["a"], "code": ""})x", "is empty"},
           {R"x({"nl": ["a"], "code": "x", "weight": 0})x", "\"weight\""},
           {R"x({"nl": ["a"], "code": "{x}", "slots": {"x": "thing"}})x", "unknown class \"thing\""},
           {R"x({"nl": ["a"], "code": "{y}", "slots": {"x": "int"}})x", "\"{y}\" is no slot"},
           {R"x({"nl": ["a", "b {y}"], "code": "{x}", "slots": {"x": "int"}})x", "\"{y}\" is no slot"},
           {R"x({"nl": ["a"], "code": "x = {}"})x", "\"{}\" is no slot"},
           {R"x({"nl": ["a"], "code": "x", "members": ["{m}"]})x", "\"{m}\" is no slot"},
           {R"x({"nl": ["a"], "code": "x", "params": ["p"]})x", "unknown slot \"p\""},
           {R"x({"nl": ["{x:plural}"], "code": "{x}", "slots": {"x": "int"}})x",
            "\"{x:plural}\" has an unknown form"},
           {R"x({"nl": ["{x:}"], "code": "{x}", "slots": {"x": "int"}})x", "unknown form"}}) {
    EXPECT_THAT(refusal(line), AllOf(HasSubstr("topic.jsonl:2: "), HasSubstr(problem))) << line;
  }
}

TEST_F(IdiomsFolder, PoolsMustBeWhole) {
  ASSERT_TRUE(read(R"x({"nl": ["a"], "code": "x"})x"));
  json pools = plain_pools();
  pools.erase("url");
  write_pools(pools);
  EXPECT_THAT(read_idioms(folder_.path()).error().message,
              AllOf(HasSubstr("pools.json"), HasSubstr("\"url\" is missing")));
  pools["url"] = json::array();
  write_pools(pools);
  EXPECT_THAT(read_idioms(folder_.path()).error().message, HasSubstr("\"url\" is empty"));
  write_pools(json::array());
  EXPECT_THAT(read_idioms(folder_.path()).error().message, HasSubstr("pools.json"));
  std::filesystem::remove(folder_ / "pools.json");
  EXPECT_THAT(read_idioms(folder_.path()).error().message, HasSubstr("pools.json"));
}

TEST_F(IdiomsFolder, ExpansionTakesEveryTemplateAndIsDeterministic) {
  const auto idioms = read(R"x({"nl": ["one"], "code": "x = 1"})x"
                           "\n"
                           R"x({"nl": ["two"], "code": "x = 2", "weight": 9})x");
  ASSERT_TRUE(idioms) << idioms.error().message;
  const auto pairs = expand_idioms(*idioms, 100, 5);
  ASSERT_EQ(pairs.size(), 100U);
  const auto ones =
      std::count_if(pairs.begin(), pairs.end(), [](const Pair& pair) { return pair.code == "x = 1"; });
  EXPECT_GE(ones, 3);
  EXPECT_LT(ones, 50);
  const auto again = expand_idioms(*idioms, 100, 5);
  for (std::size_t i = 0; i < pairs.size(); ++i) EXPECT_EQ(to_json_line(pairs[i]), to_json_line(again[i]));
  EXPECT_EQ(expand_idioms(*idioms, 0, 5).size(), 6U) << "every template thrice";
}

TEST(CorpusIdioms, EveryTemplateIsCodeThatTheModelCanWrite) {
  const auto idioms = read_idioms("corpus/idioms");
  ASSERT_TRUE(idioms) << idioms.error().message;
  EXPECT_GT(idioms->templates.size(), 1000U);
  std::mt19937_64 random(fixtures::test_seed());
  for (const IdiomTemplate& idiom : idioms->templates) {
    const Pair pair = sample_idiom(*idioms, idiom, random);
    const auto tokens = text::tokenize(python(), pair.code);
    ASSERT_TRUE(tokens) << idiom.topic << ": " << pair.code << ": " << tokens.error().message;
    EXPECT_FALSE(tokens->empty()) << pair.code;
    EXPECT_FALSE(pair.nl.empty());
    EXPECT_EQ(pair.nl.find('\n'), std::string::npos) << pair.nl;
  }
}

}  // namespace
}  // namespace treewright::lab
