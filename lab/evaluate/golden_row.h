#pragma once
// Golden rows of sites with every accepted answer (tests/corpus/README.md), and how often they are met.

#include <string>
#include <vector>

#include "completion/query_row.h"
#include "engine/text/answer_pattern.h"
#include "support/share.h"

namespace treewright::lab {

struct GoldenRow {
  std::string id;
  completion::QueryRow query;
  std::vector<std::string> accept;            ///< as written, with $placeholders
  std::vector<text::AnswerPattern> patterns;  ///< of `accept`, in its order
};

/// Fails with the field on anything missing, and on an answer that is not whole code.
[[nodiscard]] Result<GoldenRow> parse_golden_row(const syntax::Language& language,
                                                 const nlohmann::json& object);

/// The place, from 0, of the first suggestion that is an accepted answer.
[[nodiscard]] std::optional<std::size_t> place_of_match(
    const syntax::Language& language, const GoldenRow& row,
    const std::vector<completion::Suggestion>& suggestions);

struct GoldenScore {
  Share first;  ///< rows whose first candidate is accepted
  Share top5;   ///< rows with an accepted one among the first five
};
struct GoldenScores {
  GoldenScore comments, docstrings;

  void add(const GoldenRow& row, std::optional<std::size_t> place);
  [[nodiscard]] GoldenScore all() const;
};

}  // namespace treewright::lab
