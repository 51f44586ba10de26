#include "retrieval/search/lexical_search.h"

#include <gmock/gmock.h>

#include <array>
#include <random>

#include "tests/retrieval/search/segments.h"

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Entry entry(const std::string& description, const std::string& code = "pass", const std::string& name = "") {
  return {EntryKind::function, description, code, name, {}, 1, 1};
}

std::vector<std::int64_t> find(const SegmentList& segments, std::string_view description,
                               std::size_t most = 10) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : find_by_words(segments, description, most)) ids.push_back(hit.id);
  return ids;
}

SegmentList example() {
  return segments_of({{entry("read the whole file"), entry("write the file", "open(path)")},
                      {entry("sort users by age", "users.sort(key=lambda u: u.age)", "sortUsers"),
                       entry("close the window")}});
}

TEST(LexicalSearch, RareWordsCountMost) {
  EXPECT_THAT(find(example(), "the whole window"), ElementsAre(4, 1, 2));
  EXPECT_THAT(find(example(), "read a file", 1), ElementsAre(1));
}

TEST(LexicalSearch, WordsAreFoundInAnyFormAndInNamesAndCode) {
  EXPECT_THAT(find(example(), "sorting"), ElementsAre(3));
  EXPECT_THAT(find(example(), "files read", 1), ElementsAre(1));
  EXPECT_THAT(find(example(), "a path"), ElementsAre(2));
}

TEST(LexicalSearch, WhatIsSaidOfItselfCountsMoreThanTheCode) {
  const SegmentList segments =
      segments_of({{entry("do it all", "parse(this)"), entry("parse it all", "call(this)")}});
  EXPECT_THAT(find(segments, "parse"), ElementsAre(2, 1));
}

TEST(LexicalSearch, AWordThatIsEverywhereIsFoundToo) {
  const SegmentList segments = segments_of({std::vector<Entry>(9, entry("read it"))});
  EXPECT_EQ(find(without(segments, {{1, 3}}), "read").size(), 6U);
}

/// Of words from everywhere to rare.
std::vector<Entry> random_entries(std::size_t count) {
  const std::vector<std::string> words{"alpha", "beta", "gamma", "delta", "omega"};
  std::mt19937 random(7);
  std::vector<Entry> entries;
  while (entries.size() < count) {
    std::string description = "every", code = "pass";
    for (std::size_t w = 0; w < words.size(); ++w) {
      if (random() % (1U << (2 * w)) == 0) description += " " + words[w];
      if (random() % (1U << w) == 0) code += " " + words[w];
    }
    entries.push_back(entry(description, code));
  }
  return entries;
}

constexpr std::array queries{"every", "alpha every", "omega every alpha", "delta gamma beta alpha", "omega"};

TEST(LexicalSearch, TheBestAreThoseOfAll) {
  std::vector<IdRange> gone;
  for (std::int64_t id = 1; id <= 2000; id += 7) gone.push_back({id, id});
  const SegmentList segments = without(segments_of({random_entries(2000)}), gone);
  for (const char* asked : queries) {
    const auto all = find_by_words(segments, asked, 2000);
    for (const std::size_t most : {1U, 5U, 40U, 300U}) {
      const auto best = find_by_words(segments, asked, most);
      ASSERT_EQ(best.size(), std::min<std::size_t>(most, all.size())) << asked;
      for (std::size_t i = 0; i < best.size(); ++i) {
        EXPECT_EQ(best[i].id, all[i].id) << asked << ", the best " << most << ", " << i;
        EXPECT_EQ(best[i].score, all[i].score);
      }
    }
  }
}

TEST(LexicalSearch, HoweverTheSegmentsAreCutTheAnswerIsTheSame) {
  const std::vector<Entry> entries = random_entries(500);
  const SegmentList whole = segments_of({entries});
  std::vector<std::vector<Entry>> parts(1);
  std::mt19937 random(3);
  for (const Entry& each : entries) {
    if (random() % 40 == 0) parts.emplace_back();
    parts.back().push_back(each);
  }
  ASSERT_GT(parts.size(), 5U);
  for (const char* asked : queries) {
    const auto expected = find_by_words(whole, asked, 100);
    const auto found = find_by_words(segments_of(parts), asked, 100);
    ASSERT_EQ(found.size(), expected.size()) << asked;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].id, expected[i].id) << asked << ", " << i;
      EXPECT_FLOAT_EQ(static_cast<float>(found[i].score), static_cast<float>(expected[i].score)) << asked;
    }
  }
}

TEST(LexicalSearch, NothingInCommonIsNotFound) {
  EXPECT_THAT(find(example(), "quantum"), IsEmpty());
  EXPECT_THAT(find(example(), ""), IsEmpty());
  EXPECT_THAT(find(example(), "read", 0), IsEmpty());
  EXPECT_THAT(find({}, "read"), IsEmpty());
}

TEST(LexicalSearch, WhatIsGoneIsNotFound) {
  const SegmentList segments = without(example(), {{1, 1}});
  EXPECT_THAT(find(segments, "the file"), ElementsAre(2, 4));
  EXPECT_THAT(find(without(segments, {{2, 2}, {4, 9}}), "the file"), IsEmpty());
  EXPECT_THAT(find(example(), "read a file", 1), ElementsAre(1))
      << "whoever holds the state before still finds it";
}

}  // namespace
}  // namespace treewright::retrieval
