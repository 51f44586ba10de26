#pragma once
// How well candidates answer rows of (description, code): seed metrics of sequence models, and those of the
// NL-to-code benchmarks. docs/command-line.md defines each.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/generator.h"
#include "lab/data/dataset.h"
#include "lab/evaluate/bleu.h"
#include "support/share.h"

namespace treewright::lab {

struct CodeMetrics {
  Share answered;                ///< rows with a candidate
  Share exact;                   ///< first candidates equal to the reference: the same tokens
  Share exact_any;               ///< rows with an equal candidate
  Share valid;                   ///< rows whose first candidate parses without ERROR or MISSING
  Share unknown;                 ///< first candidates with an unknown token
  Share token_accuracy;          ///< reference tokens that the first candidate has at the same place
  NgramCounts token_ngrams;      ///< of lexical tokens
  NgramCounts ngrams;            ///< of tokenize_for_bleu
  double sentence_bleu_sum = 0;  ///< over all rows, each 0 to 1

  [[nodiscard]] double token_bleu() const { return 100 * lab::corpus_bleu(token_ngrams); }
  [[nodiscard]] double corpus_bleu() const { return 100 * lab::corpus_bleu(ngrams); }
  [[nodiscard]] double sentence_bleu() const;
};

/// A row whose "code" is the reference; fails on one without.
[[nodiscard]] Result<Row> parse_reference_row(const nlohmann::json& object, std::size_t line);

/// Adds one row's answer, best candidate first; a row without one counts as wrong everywhere. Code is
/// compared by text::comparable_tokens after text::complete_fragment, or by tokenize_for_bleu where one of
/// the two does not parse.
void score(const syntax::Language& language, const std::string& reference,
           const std::vector<std::string>& candidates, CodeMetrics& metrics);

}  // namespace treewright::lab
