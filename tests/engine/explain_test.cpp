// Generator::explain, of all kinds of models.
#include <gmock/gmock.h>

#include <array>
#include <cmath>

#include "engine/generator.h"
#include "fixtures/odd_requests.h"
#include "fixtures/tiny_model.h"
#include "support/scratch_folder.h"

namespace treewright::engine {
namespace {

using ::testing::ElementsAre;
using Why = Unexplained::Why;

constexpr const char* shipped = "models/";

enum class Kind { token, tree, transformer };

Generator tiny(Kind kind) {
  const ScratchFolder folder;
  if (kind == Kind::token) fixtures::write_tiny_model(folder.path(), 11, 4);
  if (kind == Kind::tree) fixtures::write_tiny_tree_model(folder.path(), 11);
  if (kind == Kind::transformer) fixtures::write_tiny_transformer(folder.path(), 11);
  return Generator::load(folder.path()).value();
}

Generator shipped_model(const std::string& name) { return Generator::load(shipped + name).value(); }

Request request_of(std::string description, std::vector<Name> names = {}) {
  Request request;
  request.description = std::move(description);
  request.names = std::move(names);
  return request;
}

std::vector<std::string> words_of(const Explanation& explanation) {
  std::vector<std::string> texts;
  texts.reserve(explanation.words.size());
  for (const auto& word : explanation.words) texts.push_back(word.text);
  return texts;
}

void expect_sound(const Explanation& explanation) {
  for (const auto& token : explanation.tokens) {
    ASSERT_EQ(token.weights.size(), explanation.words.size());
    long parts = 0;
    for (const double weight : token.weights) {
      EXPECT_GE(weight, 0);
      EXPECT_NEAR(weight * 10'000, std::round(weight * 10'000), 1e-9);
      parts += std::lround(weight * 10'000);
    }
    EXPECT_EQ(parts, 10'000) << token.text;
    EXPECT_FALSE(token.text.empty());
    EXPECT_LT(token.copied.value_or(0), explanation.words.size());
  }
}

class Explain : public ::testing::TestWithParam<Kind> {};

TEST_P(Explain, EveryTokenHasADistributionOverTheWords) {
  const Generator generator = tiny(GetParam());
  const auto explained =
      generator.explain(request_of("Read the file at path", {{"path", NameKind::parameter}}),
                        "for item in path:\n    read(item)");
  ASSERT_TRUE(explained) << explained.error().message;
  EXPECT_THAT(words_of(*explained), ElementsAre("Read", "the", "file", "at", "path", "path"));
  EXPECT_FALSE(explained->words[4].is_name);
  EXPECT_TRUE(explained->words[5].is_name);
  ASSERT_EQ(explained->tokens.size(), 9U);
  expect_sound(*explained);
  EXPECT_EQ(explained->tokens[3].text, "path");
  EXPECT_THAT(explained->tokens[3].copied, ::testing::AnyOf(4, 5));
  EXPECT_EQ(explained->tokens[4].text, ":");
  EXPECT_EQ(explained->tokens[4].line, 0U);
  EXPECT_EQ(explained->tokens[5].line, 1U);
  EXPECT_FALSE(explained->tokens[4].copied);
}

TEST_P(Explain, AnyRequestIsExplainedOrRefused) {
  std::mt19937_64 random(fixtures::test_seed());
  const Generator generator = tiny(GetParam());
  for (int i = 0; i < 60; ++i) {
    const Request request = fixtures::odd_request(random);
    const auto explained = generator.explain(request, "print(x, 10)\nreturn self.x");
    if (explained) {
      EXPECT_EQ(explained->tokens.size(), 10U);
      expect_sound(*explained);
    } else {
      EXPECT_EQ(explained.error().why, Why::no_words) << request.description;
    }
  }
}

TEST_P(Explain, WordsBeyondWhatTheModelReadsHaveNoWeight) {
  std::string description;
  for (int i = 0; i < 40; ++i) description += "file ";
  const auto explained = tiny(GetParam()).explain(request_of(description + "last"), "x = last");
  ASSERT_TRUE(explained) << explained.error().message;
  ASSERT_EQ(explained->words.size(), 41U);
  expect_sound(*explained);
  for (const auto& token : explained->tokens) EXPECT_EQ(token.weights.back(), 0);
  EXPECT_FALSE(explained->tokens.back().copied) << "it was not read";
}

TEST_P(Explain, SaysWhyItCannot) {
  const Generator generator = tiny(GetParam());
  const auto why = [&](const Request& request, std::string_view code) {
    const auto explained = generator.explain(request, code);
    return explained ? std::optional<Why>() : explained.error().why;
  };
  const Request good = request_of("read the file");
  EXPECT_EQ(why(good, "x = 1"), std::nullopt);
  EXPECT_EQ(why(request_of(""), "x = 1"), Why::no_words);
  EXPECT_EQ(why(request_of("", {{"x", NameKind::local}}), "x = 1"), Why::no_words);
  EXPECT_EQ(why(good, "x = ("), Why::invalid_code);
  EXPECT_EQ(why(good, "  # nothing"), Why::no_tokens);
  EXPECT_EQ(why(good, "x = '\xf0\x9f\x8e\x89'"), Why::not_written);
  std::stop_source stop;
  stop.request_stop();
  Request cancelled = good;
  cancelled.stop = stop.get_token();
  EXPECT_EQ(why(cancelled, "x = 1"), Why::cancelled);
}

std::string kind_name(const ::testing::TestParamInfo<Kind>& test) {
  constexpr std::array names = {"Token", "Tree", "Transformer"};
  return names.at(static_cast<std::size_t>(test.param));
}
INSTANTIATE_TEST_SUITE_P(Models, Explain, ::testing::Values(Kind::token, Kind::tree, Kind::transformer),
                         kind_name);

/// The copied words of an explanation, token → word.
std::vector<std::pair<std::string, std::string>> copies_of(const Explanation& explanation) {
  std::vector<std::pair<std::string, std::string>> copies;
  for (const auto& token : explanation.tokens) {
    if (token.copied) copies.emplace_back(token.text, explanation.words[*token.copied].text);
  }
  return copies;
}

TEST(ExplainShipped, TheTokenModelCopiesNamesAndWords) {
  Request request = request_of("open the file path and read its lines", {{"path", NameKind::parameter}});
  request.surroundings.in_function = true;
  const auto explained =
      shipped_model("python-base").explain(request, "with open(path) as f:\n    lines = f.readlines()");
  ASSERT_TRUE(explained) << explained.error().message;
  expect_sound(*explained);
  const auto copies = copies_of(*explained);
  EXPECT_THAT(copies, ::testing::Contains(std::pair<std::string, std::string>("path", "path")));
  for (const auto& [token, word] : copies) EXPECT_EQ(token, word);
}

TEST(ExplainShipped, TheTreeModelsCopyFromTheirDescriptions) {
  const auto explained = shipped_model("django").explain(
      request_of("call the function get_default with an argument name."), "get_default(name)");
  ASSERT_TRUE(explained) << explained.error().message;
  expect_sound(*explained);
  EXPECT_THAT(copies_of(*explained),
              ElementsAre(std::pair<std::string, std::string>("get_default", "get_default"),
                          std::pair<std::string, std::string>("name", "name")));
  const auto quoted =
      shipped_model("conala").explain(request_of("split string 's' by 'and then'"), "s.split('and then')");
  ASSERT_TRUE(quoted) << quoted.error().message;
  EXPECT_THAT(copies_of(*quoted), ::testing::Contains(::testing::Pair("and then", "'")))
      << "a span is copied from its opening mark";
}

}  // namespace
}  // namespace treewright::engine
