#pragma once
// Whether one system is better than another on the same rows, or was lucky with them: the paired bootstrap
// (Koehn 2004, "Statistical significance tests for machine translation evaluation").

#include <cstdint>
#include <vector>

#include "lab/evaluate/bleu.h"

namespace treewright::lab {

/// One row's answer.
struct RowScore {
  bool exact = false;
  double sentence_bleu = 0;  ///< 0 to 1
  NgramCounts ngrams = {};   ///< of tokenize_for_bleu
};
using RowScores = std::vector<RowScore>;

/// A figure of some rows, 0 to 100; 0 of none.
using Figure = double (*)(const std::vector<const RowScore*>& rows);
[[nodiscard]] double exact_match(const std::vector<const RowScore*>& rows);
[[nodiscard]] double mean_sentence_bleu(const std::vector<const RowScore*>& rows);
[[nodiscard]] double corpus_bleu_of(const std::vector<const RowScore*>& rows);
[[nodiscard]] double figure_of(const RowScores& rows, Figure figure);

struct Difference {
  double value = 0;      ///< the second system's figure less the first's
  double low = 0;        ///< of the middle 95 % of the samples
  double high = 0;       ///< likewise
  double not_above = 0;  ///< share of the samples whose difference has not the sign of `value`: 0 to 1
};

/// `first` and `second` are the scores of the same rows in the same order. Samples as many rows as there are,
/// with replacement, the same for both. The same numbers on every machine.
[[nodiscard]] Difference paired_bootstrap(const RowScores& first, const RowScores& second, Figure figure,
                                          int samples = 1000, std::uint64_t seed = 1);

/// The same of the rows' mean value.
[[nodiscard]] Difference paired_bootstrap(const std::vector<double>& first, const std::vector<double>& second,
                                          int samples = 1000, std::uint64_t seed = 1);

}  // namespace treewright::lab
