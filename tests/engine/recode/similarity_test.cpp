#include "engine/recode/similarity.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "fixtures/seed.h"

namespace treewright::recode {
namespace {

using testing::ElementsAre;

std::vector<int> numbers(std::string_view words) {
  static std::map<std::string, int> known;
  std::vector<int> result;
  for (const ComparedWord& word : compared_words(words))
    result.push_back(known.emplace(word.read, static_cast<int>(known.size())).first->second);
  return result;
}

int distance(std::string_view a, std::string_view b, int limit = 100) {
  return edit_distance(numbers(a), numbers(b), limit);
}

std::vector<int> alignment(std::string_view a, std::string_view b) { return align(numbers(a), numbers(b)); }

std::vector<std::string> reads(std::string_view description) {
  std::vector<std::string> words;
  for (const ComparedWord& word : compared_words(description)) words.push_back(word.read);
  return words;
}

TEST(ComparedWords, AQuotedSpanIsOneWordThatCopiesItWhole) {
  EXPECT_THAT(reads("join 'a b' and \"c\"."), ElementsAre("join", "''", "and", "''", "."));
  EXPECT_EQ(compared_words("join 'a b' and x")[1].copy, "a b");
  EXPECT_THAT(reads("it's 'open"), ElementsAre("it", "'", "s", "'", "open"));
  EXPECT_THAT(reads(""), ElementsAre());
}

TEST(EditDistance, CountsInsertedDeletedAndSubstitutedWords) {
  EXPECT_EQ(distance("", ""), 0);
  EXPECT_EQ(distance("a b c", ""), 3);
  EXPECT_EQ(distance("a b c", "a b c"), 0);
  EXPECT_EQ(distance("a b c", "a x c"), 1);
  EXPECT_EQ(distance("a b c", "b c d"), 2);
  EXPECT_EQ(distance("a x b c e f", "a b d e v w x y"), 6);  // as the published code's example
}

TEST(EditDistance, IsCutOffAboveTheLimit) {
  EXPECT_EQ(distance("a b c d", "a x y d", 2), 2);
  EXPECT_EQ(distance("a b c d", "a x y d", 1), 2);
  EXPECT_EQ(distance("a b c d", "e f g h", 1), 2);
  EXPECT_EQ(distance("a", "a b c d", 2), 3);
  EXPECT_EQ(distance("a", "a", 0), 0);
  EXPECT_EQ(distance("a", "b", 0), 1);
}

std::vector<int> random_words(std::mt19937_64& random) {
  std::vector<int> words(fixtures::below(12, random));
  for (int& word : words) word = static_cast<int>(fixtures::below(5, random));
  return words;
}

int distance_by_definition(Words a, Words b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size());
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<int> next(row.size(), static_cast<int>(i));
    for (std::size_t j = 1; j <= b.size(); ++j)
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
    row = next;
  }
  return row.back();
}

TEST(EditDistance, OfRandomWordsIsThatOfTheWholeTable) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 3000; ++i) {
    const auto a = random_words(random), b = random_words(random);
    const int expected = distance_by_definition(a, b);
    for (int limit = 0; limit < 14; ++limit)
      EXPECT_EQ(edit_distance(a, b, limit), std::min(expected, limit + 1)) << limit;
  }
}

TEST(Similarity, IsTheShareOfTheLongerDescriptionThatStays) {
  EXPECT_DOUBLE_EQ(similarity(numbers("a b c d"), numbers("a b x")), 0.5);
  EXPECT_DOUBLE_EQ(similarity(numbers("a b"), numbers("a b")), 1);
  EXPECT_DOUBLE_EQ(similarity(numbers("a b"), numbers("c")), 0);
  EXPECT_DOUBLE_EQ(similarity(numbers(""), numbers("")), 1);
  EXPECT_DOUBLE_EQ(similarity(numbers("a b c d"), numbers("a b x"), 0.5), 0.5);
  EXPECT_LT(similarity(numbers("a b c d"), numbers("a b x"), 0.6), 0.6);
}

/// Hayati et al. 2018, Figure 1: four words in common, and "params" stands where "lst" stood.
TEST(Align, PairsTheObjectNamesOfFigure1) {
  const auto request = "params is an empty list", retrieved = "lst is an empty list";
  EXPECT_DOUBLE_EQ(similarity(numbers(request), numbers(retrieved)), 0.8);
  EXPECT_THAT(alignment(request, retrieved), ElementsAre(0, 1, 2, 3, 4));
}

TEST(Align, LeavesInsertedAndDeletedWordsAlone) {
  EXPECT_THAT(alignment("a b c", "a c"), ElementsAre(0, 2));
  EXPECT_THAT(alignment("a c", "a b c"), ElementsAre(0, -1, 1));
  EXPECT_THAT(alignment("", "a"), ElementsAre(-1));
  // Of equally cheap edits, words are paired from the end as in the published code.
  EXPECT_THAT(alignment("call f with x", "call g with y and z"), ElementsAre(0, 1, 2, -1, -1, 3));
}

TEST(Align, OfRandomWordsIsOneToOneInOrderAndCheapest) {
  std::mt19937_64 random(fixtures::test_seed());
  for (int i = 0; i < 1000; ++i) {
    const auto a = random_words(random), b = random_words(random);
    const std::vector<int> partners = align(a, b);
    ASSERT_EQ(partners.size(), b.size());
    int last = -1, pairs = 0, substituted = 0;
    for (std::size_t j = 0; j < partners.size(); ++j) {
      if (partners[j] < 0) continue;
      EXPECT_GT(partners[j], last);
      last = partners[j];
      ++pairs;
      substituted += a[static_cast<std::size_t>(last)] == b[j] ? 0 : 1;
    }
    const int unpaired = static_cast<int>(a.size() + b.size()) - 2 * pairs;
    EXPECT_EQ(unpaired + substituted, distance_by_definition(a, b));
  }
}

}  // namespace
}  // namespace treewright::recode
