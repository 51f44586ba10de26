#include "retrieval/search/lexical_index.h"

#include <gmock/gmock.h>

#include <random>

namespace treewright::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

StemmedEntry entry(const std::string& description, const std::string& code = "pass",
                   const std::string& name = "") {
  Stemmer stemmer;
  return stem(stemmer, {EntryKind::function, description, code, name, {}, 1, 1});
}

std::vector<std::int64_t> find(const LexicalIndex& index, std::string_view description,
                               std::size_t most = 10) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : index.find(description, most)) ids.push_back(hit.id);
  return ids;
}

LexicalIndex example() {
  LexicalIndex index;
  index.add(1, entry("read the whole file"));
  index.add(3, entry("write the file", "open(path)"));
  index.add(4, entry("sort users by age", "users.sort(key=lambda u: u.age)", "sortUsers"));
  index.add(9, entry("close the window"));
  return index;
}

TEST(LexicalIndex, RareWordsCountMost) {
  EXPECT_THAT(find(example(), "the whole window"), ElementsAre(9, 1, 3));
  EXPECT_THAT(find(example(), "read a file", 1), ElementsAre(1));
}

TEST(LexicalIndex, WordsAreFoundInAnyFormAndInNamesAndCode) {
  EXPECT_THAT(find(example(), "sorting"), ElementsAre(4));
  EXPECT_THAT(find(example(), "files read", 1), ElementsAre(1));
  EXPECT_THAT(find(example(), "a path"), ElementsAre(3));
}

TEST(LexicalIndex, WhatIsSaidOfItselfCountsMoreThanTheCode) {
  LexicalIndex index;
  index.add(1, entry("do it all", "parse(this)"));
  index.add(2, entry("parse it all", "call(this)"));
  EXPECT_THAT(find(index, "parse"), ElementsAre(2, 1));
}

TEST(LexicalIndex, AWordThatIsEverywhereIsFoundToo) {
  LexicalIndex index;
  for (int id = 1; id <= 9; ++id) index.add(id, entry("read it"));
  for (int id = 1; id <= 3; ++id) index.remove(id);
  EXPECT_EQ(find(index, "read").size(), 6U);
}

/// Of words from everywhere to rare: few hits are the first of many.
TEST(LexicalIndex, TheBestAreThoseOfAll) {
  const std::vector<std::string> words{"alpha", "beta", "gamma", "delta", "omega"};
  LexicalIndex index;
  std::mt19937 random(7);
  for (int id = 1; id <= 2000; ++id) {
    std::string description = "every", code = "pass";
    for (std::size_t w = 0; w < words.size(); ++w) {
      if (random() % (1U << (2 * w)) == 0) description += " " + words[w];
      if (random() % (1U << w) == 0) code += " " + words[w];
    }
    index.add(id, entry(description, code));
  }
  for (int id = 1; id <= 2000; id += 7) index.remove(id);
  for (const char* asked : {"every", "alpha every", "omega every alpha", "delta gamma beta alpha", "omega"}) {
    const auto all = index.find(asked, 2000);
    for (const std::size_t most : {1U, 5U, 40U, 300U}) {
      const auto best = index.find(asked, most);
      ASSERT_EQ(best.size(), std::min<std::size_t>(most, all.size())) << asked;
      for (std::size_t i = 0; i < best.size(); ++i) {
        EXPECT_EQ(best[i].id, all[i].id) << asked << ", the best " << most << ", " << i;
        EXPECT_EQ(best[i].score, all[i].score);
      }
    }
  }
}

TEST(LexicalIndex, NothingInCommonIsNotFound) {
  EXPECT_THAT(find(example(), "quantum"), IsEmpty());
  EXPECT_THAT(find(example(), ""), IsEmpty());
  EXPECT_THAT(find(example(), "read", 0), IsEmpty());
  EXPECT_THAT(find(LexicalIndex(), "read"), IsEmpty());
}

TEST(LexicalIndex, WhatIsRemovedIsNotFound) {
  LexicalIndex index = example();
  index.remove(1);
  index.remove(1);
  index.remove(7);
  EXPECT_EQ(index.size(), 3U);
  EXPECT_THAT(find(index, "the file"), ElementsAre(3, 9));
  index.remove(9);
  index.remove(3);  // most are gone: the index forgets them
  EXPECT_EQ(index.size(), 1U);
  index.add(10, entry("read the file again"));
  EXPECT_THAT(find(index, "read the file"), ElementsAre(10));
  EXPECT_THAT(find(index, "users"), ElementsAre(4));
}

}  // namespace
}  // namespace treewright::retrieval
