#include "retrieval/search/lexical_search.h"

#include <algorithm>
#include <cmath>

#include "retrieval/search/best_hits.h"

namespace treewright::retrieval {
namespace {

constexpr float saturation = 1.2F, length_share = 0.75F;  // BM25's k1 and b
// Of a long description the rarest words say enough; those that are everywhere take the time.
constexpr std::size_t most_terms = 16;

struct Term {
  std::string stem;
  float most = 0;  ///< that it can add to a score
};

struct Totals {
  double documents = 0, length = 0;
};

Totals totals_of(std::span<const SegmentView> segments) {
  Totals totals;
  for (const SegmentView& view : segments) {
    totals.documents += static_cast<double>(view.size());
    totals.length += view.total_length();
  }
  return totals;
}

/// The rarest of those that are known, each once, the rarest first.
std::vector<Term> terms_of(std::span<const SegmentView> segments, std::string_view description,
                           double documents) {
  std::vector<Term> terms;
  for (std::string& stem : Stemmer().stems(description)) {
    if (std::ranges::find(terms, stem, &Term::stem) != terms.end()) continue;
    std::size_t with = 0;
    for (const SegmentView& view : segments) with += view->words().postings(stem).size();
    if (with == 0) continue;
    const auto count = static_cast<double>(with);
    // What is everywhere, removed entries among them, still counts for something.
    const double rarity = std::log(1 + std::max(0.5, documents - count + 0.5) / (count + 0.5));
    terms.push_back({std::move(stem), static_cast<float>(rarity * (saturation + 1))});
  }
  std::ranges::stable_sort(terms, std::greater(), &Term::most);
  if (terms.size() > most_terms) terms.resize(most_terms);
  return terms;
}

/// By document. `per_word` is what a word more in a document costs.
std::vector<float> scores_of(const SegmentView& view, const std::vector<Term>& terms, float per_word) {
  const LexicalIndex& words = view->words();
  std::vector<float> scores(words.size(), 0);
  for (const Term& term : terms) {
    for (const LexicalIndex::Posting& posting : words.postings(term.stem)) {
      const float length = saturation * (1 - length_share) + per_word * words.length(posting.document);
      scores[posting.document] += term.most * posting.weight / (posting.weight + length);
    }
  }
  for (const std::uint32_t document : view.gone()) scores[document] = 0;
  return scores;
}

}  // namespace

std::vector<Hit> find_by_words(std::span<const SegmentView> segments, std::string_view description,
                               std::size_t most) {
  const Totals totals = totals_of(segments);
  const std::vector<Term> terms = terms_of(segments, description, totals.documents);
  const auto per_word = static_cast<float>(saturation * length_share * std::max(1.0, totals.documents) /
                                           std::max(1.0, totals.length));
  BestHits best(most);
  for (const SegmentView& view : segments) best.take(scores_of(view, terms, per_word), view->ids());
  return std::move(best).sorted();
}

}  // namespace treewright::retrieval
