#include "lab/evaluate/bleu.h"

#include <gtest/gtest.h>

namespace treewright::lab {
namespace {

struct Case {
  const char* reference;
  const char* candidate;
  double sentence;  ///< NLTK's sentence_bleu, method3, weights [0.25] * min(4, len(reference))
};

const Case cases[] = {
    {"return sorted(users, key=lambda u: u.age)",
     "return sorted(users, key=lambda user: user.age, reverse=True)", 0.4450050658},
    {"x = 1", "x = 1", 1.0},
    {"x", "x", 1.0},
    {"x", "y", 0.0},
    {"total = sum(values)", "total = sum(v for v in values)", 0.3123939937},
    {"getUserName(a_b)", "get_user_name(a_b)", 0.3606452880},
    {"print('a')", "print(\"a\")", 1.0},
    {"f(x)", "", 0.0},
    {"a b", "a", 0.3093485033},
    {"for i in range(10):\n    print(i)", "for i in range(10):\n    pass", 0.6186101570},
    {"s = 'é\u00a0ü…'", "s = 'é ü'", 0.6731821382},
    {"break", "return", 0.0},
};

NgramCounts counts_of(const Case& row) {
  return count_ngrams(tokenize_for_bleu(row.reference), tokenize_for_bleu(row.candidate));
}

NgramCounts counts_of_first(std::size_t n) {
  NgramCounts counts;
  for (std::size_t i = 0; i < n; ++i) counts += counts_of(cases[i]);
  return counts;
}

TEST(Bleu, WordsOfTheBenchmarks) {
  EXPECT_EQ(tokenize_for_bleu("getUserName(a_b)[\"k\"]"),
            (Words{"get", "User", "Name", "(", "a_b", ")", "[", "`", "k", "`", "]"}));
  EXPECT_EQ(tokenize_for_bleu("s = 'é\u00a0ü…'"), (Words{"s", "=", "`", "é", "ü", "…", "`"}));
  EXPECT_EQ(tokenize_for_bleu(" \t\n"), Words{});
}

TEST(Bleu, BytesThatAreNoTextAreWords) {
  EXPECT_EQ(tokenize_for_bleu("a\xFF"), (Words{"a", "\xFF"}));
  EXPECT_EQ(tokenize_for_bleu("a\xE2\x80"), (Words{"a", "\xE2", "\x80"}));
}

TEST(Bleu, SentencesAsNltk) {
  for (const Case& row : cases)
    EXPECT_NEAR(sentence_bleu(counts_of(row)), row.sentence, 1e-9) << row.reference;
}

TEST(Bleu, CorpusAsNltk) {
  EXPECT_NEAR(corpus_bleu(counts_of_first(12)), 0.5141298930, 1e-9);
  EXPECT_NEAR(corpus_bleu(counts_of_first(5)), 0.3971928090, 1e-9);
  EXPECT_NEAR(corpus_bleu(counts_of_first(1)), 0.4450050658, 1e-9);
}

TEST(Bleu, NothingGivesNothing) {
  EXPECT_EQ(corpus_bleu({}), 0);
  EXPECT_EQ(sentence_bleu({}), 0);
  EXPECT_LT(corpus_bleu(count_ngrams({"a", "b"}, {"a"})), 1e-200);
}

}  // namespace
}  // namespace treewright::lab
