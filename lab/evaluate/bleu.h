#pragma once
// BLEU-4 as NLTK computes it, over the tokens of the NL-to-code benchmarks (NL2code, ReCode, CoNaLa).

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace treewright::lab {

using Words = std::vector<std::string>;

/// Every character but letters, digits and `_` is a word of its own, "camelCase" is two, and ' and " are one
/// mark (`). Bytes that are not UTF-8 are words too.
[[nodiscard]] Words tokenize_for_bleu(std::string_view code);

/// n-grams of a candidate that stand in its reference (clipped), and all of them; n from 1 to 4.
struct NgramCounts {
  std::array<std::size_t, 4> matches{};
  std::array<std::size_t, 4> totals{};
  std::size_t candidate_length = 0;
  std::size_t reference_length = 0;

  NgramCounts& operator+=(const NgramCounts& other);
};
[[nodiscard]] NgramCounts count_ngrams(const Words& reference, const Words& candidate);

/// Corpus BLEU-4 with brevity penalty and without smoothing, 0 to 1: of the counts added up over all rows.
[[nodiscard]] double corpus_bleu(const NgramCounts& counts);

/// 0 to 1, smoothed by NLTK's method3, with weights of 0.25 for each of min(4, reference length) orders (they
/// do not add up to 1 where that is less: the convention of NL2code). 0 where either is empty.
[[nodiscard]] double sentence_bleu(const NgramCounts& counts);

}  // namespace treewright::lab
