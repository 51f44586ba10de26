#include "lab/evaluate/bootstrap.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

namespace treewright::lab {
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

/// `difference` is told which of `rows` rows are drawn.
Difference resample(std::size_t rows,
                    const std::function<double(const std::vector<std::size_t>&)>& difference, int samples,
                    std::uint64_t seed) {
  std::vector<std::size_t> drawn(rows);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  Difference result{.value = difference(drawn)};
  if (rows == 0 || samples < 1) return result;
  std::mt19937_64 random(seed);
  std::vector<double> differences;
  for (int i = 0; i < samples; ++i) {
    for (std::size_t& row : drawn) row = random() % rows;  // no standard distribution: they differ by library
    differences.push_back(difference(drawn));
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
  Rows some(first.size()), others(first.size());
  const auto difference = [&](const std::vector<std::size_t>& drawn) {
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      some[i] = &first[drawn[i]];
      others[i] = &second[drawn[i]];
    }
    return figure(others) - figure(some);
  };
  return resample(first.size(), difference, samples, seed);
}

Difference paired_bootstrap(const std::vector<double>& first, const std::vector<double>& second, int samples,
                            std::uint64_t seed) {
  const auto difference = [&](const std::vector<std::size_t>& drawn) {
    double sum = 0;
    for (const std::size_t row : drawn) sum += second[row] - first[row];
    return drawn.empty() ? 0 : sum / static_cast<double>(drawn.size());
  };
  return resample(first.size(), difference, samples, seed);
}

}  // namespace treewright::lab
