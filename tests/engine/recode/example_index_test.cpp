#include "engine/recode/example_index.h"

#include <gmock/gmock.h>

#include "fixtures/seed.h"

namespace treewright::recode {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::size_t> numbers(const std::vector<Retrieved>& found) {
  std::vector<std::size_t> result;
  result.reserve(found.size());
  for (const Retrieved& one : found) result.push_back(one.example);
  return result;
}

TEST(ExampleIndex, FindsTheMostSimilarFirst) {
  const ExampleIndex index({{"lst is an empty list", ""}, {"return x", ""}, {"lst is an empty set", ""}});
  const auto found = index.find("params is an empty list", {.most = 2});
  EXPECT_THAT(numbers(found), ElementsAre(0, 2));
  EXPECT_DOUBLE_EQ(found[0].similarity, 0.8);
  EXPECT_DOUBLE_EQ(found[1].similarity, 0.6);
}

TEST(ExampleIndex, LeavesOutTheVerySameDescriptionWhereAsked) {
  const ExampleIndex index({{"call f", ""}, {"call g", ""}, {"Call f", ""}});
  EXPECT_THAT(numbers(index.find("call f", {})), ElementsAre(0, 2, 1));
  EXPECT_THAT(numbers(index.find("call f", {.exclude_identical = true})), ElementsAre(2, 1));
}

TEST(ExampleIndex, NothingInCommonIsNotFound) {
  const ExampleIndex index({{"call f", ""}, {"", ""}});
  EXPECT_THAT(numbers(index.find("", {})), ElementsAre());
  EXPECT_THAT(numbers(index.find("zzz", {})), ElementsAre());
  EXPECT_THAT(numbers(index.find("call f", {.most = 0})), ElementsAre());
  EXPECT_THAT(numbers(ExampleIndex({}).find("call f", {})), ElementsAre());
  EXPECT_EQ(ExampleIndex({}).mean_similarity("call f"), 0);
}

TEST(ExampleIndex, MeanSimilarityIsOverAllExamples) {
  const ExampleIndex index({{"a b", ""}, {"a c", ""}, {"d", ""}, {"a b c d", ""}});
  EXPECT_DOUBLE_EQ(index.mean_similarity("a b"), (1 + 0.5 + 0 + 0.5) / 4);
}

std::string random_description(std::mt19937_64& random) {
  std::string description;
  const std::size_t words = fixtures::below(15, random);
  for (std::size_t w = 0; w < words; ++w)
    description += " w" + std::to_string(fixtures::below(1 + fixtures::below(40, random), random));
  return description;
}

/// Every example compared with the query, the best first.
std::vector<Retrieved> full_scan(const std::vector<Example>& examples, const std::string& description,
                                 std::size_t most) {
  std::vector<Retrieved> all;
  for (std::size_t e = 0; e < examples.size(); ++e) {
    std::vector<int> a, b;
    for (const auto& word : compared_words(description)) a.push_back(std::stoi(word.read.substr(1)));
    for (const auto& word : compared_words(examples[e].description))
      b.push_back(std::stoi(word.read.substr(1)));
    const bool shared = std::ranges::find_first_of(a, b) != a.end();
    if (shared) all.push_back({e, similarity(a, b)});
  }
  std::ranges::stable_sort(all, std::greater<>(), &Retrieved::similarity);
  all.resize(std::min(all.size(), most));
  return all;
}

TEST(ExampleIndex, TheShortListHoldsAllThatAFullScanFinds) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 20; ++i) {
    std::vector<Example> examples(fixtures::below(300, random));
    for (Example& example : examples) example.description = random_description(random);
    const ExampleIndex index(examples);
    for (int q = 0; q < 20; ++q) {
      const std::string description = random_description(random);
      const std::size_t most = 1 + fixtures::below(12, random);
      const auto found = index.find(description, {.most = most}),
                 expected = full_scan(examples, description, most);
      ASSERT_EQ(numbers(found), numbers(expected)) << description;
      for (std::size_t k = 0; k < found.size(); ++k)
        EXPECT_DOUBLE_EQ(found[k].similarity, expected[k].similarity);
    }
  }
}

TEST(Examples, GoToJsonLinesAndBack) {
  const std::vector<Example> examples = {{"call \"f\"\n", "f(\n)"}, {"é", ""}};
  const auto read = parse_examples(to_json_lines(examples), "examples.jsonl");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].description, "call \"f\"\n");
  EXPECT_EQ((*read)[0].code, "f(\n)");
  EXPECT_EQ((*read)[1].description, "é");
}

std::string refusal(std::string_view lines) {
  const auto read = parse_examples(lines, "m/examples.jsonl");
  return read ? "nothing" : read.error().message;
}

TEST(Examples, BadLinesAreNamed) {
  EXPECT_EQ(refusal("{\"nl\": \"a\", \"code\": \"b\"}\n{\"nl\": \"a\"}\n"),
            "m/examples.jsonl:2: \"code\" must be a string");
  EXPECT_EQ(refusal("{\"nl\": 1, \"code\": \"b\"}\n"), "m/examples.jsonl:1: \"nl\" must be a string");
  EXPECT_THAT(refusal("{\"nl\": \"a\"\n"), HasSubstr("m/examples.jsonl:1: "));
  EXPECT_THAT(refusal("[]\n"), HasSubstr("m/examples.jsonl:1: "));
}

}  // namespace
}  // namespace treewright::recode
