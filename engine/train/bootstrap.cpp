#include "engine/train/bootstrap.h"

#include <algorithm>
#include <random>

namespace treewright::train {
namespace {

using Rows = std::vector<const RowScore*>;

Rows all_of(const RowScores& scores) {
  Rows rows;
  rows.reserve(scores.size());
  for (const RowScore& score : scores) rows.push_back(&score);
  return rows;
}

double mean(const Rows& rows, double (*value)(const RowScore&)) {
  double sum = 0;
  for (const RowScore* row : rows) sum += value(*row);
  return rows.empty() ? 0 : 100 * sum / static_cast<double>(rows.size());
}

}  // namespace

double exact_match(const Rows& rows) {
  return mean(rows, [](const RowScore& row) { return row.exact ? 1.0 : 0.0; });
}

double mean_sentence_bleu(const Rows& rows) {
  return mean(rows, [](const RowScore& row) { return row.sentence_bleu; });
}

double corpus_bleu_of(const Rows& rows) {
  NgramCounts sum;
  for (const RowScore* row : rows) sum += row->ngrams;
  return 100 * corpus_bleu(sum);
}

double figure_of(const RowScores& rows, Figure figure) { return figure(all_of(rows)); }

Difference paired_bootstrap(const RowScores& first, const RowScores& second, Figure figure, int samples,
                            std::uint64_t seed) {
  Difference result{.value = figure_of(second, figure) - figure_of(first, figure)};
  if (first.empty() || samples < 1) return result;
  std::mt19937_64 random(seed);
  std::vector<double> differences;
  Rows some(first.size()), others(first.size());
  for (int i = 0; i < samples; ++i) {
    for (std::size_t row = 0; row < first.size(); ++row) {
      const std::size_t drawn = random() % first.size();  // no standard distribution: they differ by library
      some[row] = &first[drawn];
      others[row] = &second[drawn];
    }
    differences.push_back(figure(others) - figure(some));
  }
  std::ranges::sort(differences);
  const auto at = [&](double share) {
    return differences[static_cast<std::size_t>(share * static_cast<double>(samples - 1))];
  };
  result.low = at(0.025);
  result.high = at(0.975);
  const auto other_sign = [&](double d) { return result.value >= 0 ? d <= 0 : d >= 0; };
  result.not_above = static_cast<double>(std::ranges::count_if(differences, other_sign)) / samples;
  return result;
}

}  // namespace treewright::train
