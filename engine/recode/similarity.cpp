#include "engine/recode/similarity.h"

#include <algorithm>
#include <cmath>

#include "engine/text/description.h"

namespace treewright::recode {
namespace {

bool is_opening_mark(const text::Word& word) {
  return !word.copy.empty() && (word.read == "'" || word.read == "\"" || word.read == "`");
}

/// The distances of all pairs of prefixes: row i of the table is a's first i words.
std::vector<int> distance_table(Words a, Words b) {
  const std::size_t columns = b.size() + 1;
  std::vector<int> table((a.size() + 1) * columns);
  for (std::size_t j = 0; j < columns; ++j) table[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int* row = &table[i * columns];
    const int* above = row - columns;
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j < columns; ++j)
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
  }
  return table;
}

}  // namespace

std::vector<ComparedWord> compared_words(std::string_view description) {
  std::vector<ComparedWord> compared;
  std::string quote;  // the mark of the span that the words stand in
  for (const text::Word& word : text::split_description(description)) {
    if (!quote.empty()) {
      if (word.read == quote) quote.clear();
      continue;
    }
    if (is_opening_mark(word)) quote = word.read;
    compared.push_back({quote.empty() ? word.read : "''", word.copy});
  }
  return compared;
}

std::vector<int> WordNumbers::of(const std::vector<ComparedWord>& words) {
  std::vector<int> result;
  result.reserve(words.size());
  for (const ComparedWord& word : words)
    result.push_back(numbers_.emplace(word.read, static_cast<int>(numbers_.size())).first->second);
  return result;
}

int edit_distance(Words a, Words b, int limit) {
  if (a.size() > b.size()) std::swap(a, b);
  const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size()), beyond = limit + 1;
  if (limit < 0 || columns - rows > limit) return std::max(0, beyond);
  std::vector<int> row(b.size() + 1, beyond);
  for (int j = 0; j <= std::min(columns, limit); ++j) row[static_cast<std::size_t>(j)] = j;
  for (int i = 1; i <= rows; ++i) {
    const int first = std::max(1, i - limit), last = std::min(columns, i + limit);
    int diagonal = row[static_cast<std::size_t>(first) - 1], left = i <= limit ? i : beyond, least = left;
    row[static_cast<std::size_t>(first) - 1] = left;
    for (int j = first; j <= last; ++j) {
      int& cell = row[static_cast<std::size_t>(j)];
      const bool same = a[static_cast<std::size_t>(i) - 1] == b[static_cast<std::size_t>(j) - 1];
      left = std::min({cell + 1, left + 1, diagonal + (same ? 0 : 1), beyond});
      diagonal = cell;
      cell = left;
      least = std::min(least, left);
    }
    if (least > limit) return beyond;
  }
  return row.back();
}

double similarity(Words a, Words b, double least) {
  const double longer = static_cast<double>(std::max(a.size(), b.size()));
  if (longer == 0) return 1;
  // A word more than allowed by rounding errors: none that reaches `least` is cut off.
  const int limit =
      std::min(static_cast<int>(longer), static_cast<int>(std::floor((1 - least) * longer + 1e-9)));
  return 1 - static_cast<double>(edit_distance(a, b, limit)) / longer;
}

std::vector<int> align(Words a, Words b) {
  const std::size_t columns = b.size() + 1;
  const std::vector<int> table = distance_table(a, b);
  std::vector<int> partners(b.size(), -1);
  for (std::size_t i = a.size(), j = b.size(); i > 0 && j > 0;) {
    const int here = table[i * columns + j];
    if (here == table[(i - 1) * columns + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)) {
      partners[--j] = static_cast<int>(--i);
    } else if (here == table[(i - 1) * columns + j] + 1) {
      --i;
    } else {
      --j;
    }
  }
  return partners;
}

}  // namespace treewright::recode
