#include "retrieval/index/lexical_index.h"

#include <algorithm>
#include <cmath>

namespace treewright::retrieval {
namespace {

// What an entry says of itself counts more than the words of its code.
constexpr float description_weight = 3, name_weight = 2, code_weight = 1;
constexpr float saturation = 1.2F, length_share = 0.75F;  // BM25's k1 and b
// Of a long description the rarest words say enough; those that are everywhere take the time.
constexpr std::size_t most_terms = 16;
// Of so many documents one has a word: fewer are sooner scored than it is found out that they need not be.
constexpr std::size_t worth_a_look = 16;
// A document that is looked up takes as long as so many that are scored.
constexpr std::size_t look_ups = 256;

}  // namespace

void LexicalIndex::count(const Stems& stems, float weight, Weights& weights) {
  for (const std::string& stem : stems) {
    const auto next = static_cast<std::uint32_t>(terms_.size());
    const std::uint32_t term = terms_.emplace(stem, next).first->second;
    weights[term] += weight;
  }
}

void LexicalIndex::add(std::int64_t id, const StemmedEntry& entry) {
  Weights weights;
  count(entry.description, description_weight, weights);
  count(entry.name, name_weight, weights);
  count(entry.scope, name_weight, weights);
  count(entry.code, code_weight, weights);
  postings_.resize(terms_.size());
  const auto document = static_cast<std::uint32_t>(ids_.size());
  float length = 0;
  for (const auto& [term, weight] : weights) {
    postings_[term].push_back({document, weight});
    length += weight;
  }
  ids_.push_back(id);
  lengths_.push_back(length);
  total_length_ += length;
}

void LexicalIndex::remove(std::int64_t id) {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) return;
  float& length = lengths_[static_cast<std::size_t>(found - ids_.begin())];
  if (length < 0) return;
  total_length_ -= length;
  length = -1;
  if (++removed_ > ids_.size() / 2) compact();
}

/// Forgets the removed documents.
void LexicalIndex::compact() {
  constexpr auto gone = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> numbers;
  std::uint32_t kept = 0;
  for (std::size_t d = 0; d < ids_.size(); ++d) {
    numbers.push_back(lengths_[d] < 0 ? gone : kept);
    if (lengths_[d] < 0) continue;
    ids_[kept] = ids_[d];
    lengths_[kept++] = lengths_[d];
  }
  ids_.resize(kept);
  lengths_.resize(kept);
  for (std::vector<Posting>& postings : postings_) {
    std::erase_if(postings, [&](const Posting& posting) { return numbers[posting.document] == gone; });
    for (Posting& posting : postings) posting.document = numbers[posting.document];
  }
  removed_ = 0;
}

/// The rarest of those that are known, each once, the rarest first.
std::vector<LexicalIndex::Term> LexicalIndex::terms_of(std::string_view description) const {
  const auto count = static_cast<double>(size());
  std::vector<Term> terms;
  for (const std::string& stem : Stemmer().stems(description)) {
    const auto found = terms_.find(stem);
    if (found == terms_.end()) continue;
    const std::vector<Posting>& postings = postings_[found->second];
    if (std::ranges::find(terms, &postings, &Term::postings) != terms.end()) continue;
    const auto with = static_cast<double>(postings.size());
    // What is everywhere, removed entries among them, still counts for something.
    const double rarity = std::log(1 + std::max(0.5, count - with + 0.5) / (with + 0.5));
    terms.push_back({&postings, static_cast<float>(rarity * (saturation + 1))});
  }
  std::ranges::stable_sort(terms, std::greater(), &Term::most);
  if (terms.size() > most_terms) terms.resize(most_terms);
  return terms;
}

/// What an occurrence adds to its document's score.
class LexicalIndex::Scorer {
 public:
  explicit Scorer(const LexicalIndex& index)
      : lengths_(index.lengths_),
        per_word_(
            static_cast<float>(saturation * length_share * std::max(1.0, static_cast<double>(index.size())) /
                               std::max(1.0, index.total_length_))) {}

  float operator()(const Term& term, const Posting& posting) const {
    const float length = saturation * (1 - length_share) + per_word_ * lengths_[posting.document];
    return term.most * posting.weight / (posting.weight + length);
  }

 private:
  const std::vector<float>& lengths_;
  float per_word_;
};

/// Documents with at least that score so far; of too many, none.
std::vector<std::uint32_t> LexicalIndex::candidates(const std::vector<float>& scores, float least,
                                                    std::size_t too_many) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t d = 0; d < scores.size(); ++d) {
    if (scores[d] < least || lengths_[d] < 0) continue;
    if (found.size() == too_many) return {};
    found.push_back(d);
  }
  return found;
}

/// The best of `documents`, with what `terms` add to their scores.
BestHits LexicalIndex::complete(const std::vector<std::uint32_t>& documents, const std::vector<float>& scores,
                                std::span<const Term> terms, std::size_t most) const {
  const Scorer scorer(*this);
  BestHits best(most);
  for (const std::uint32_t d : documents) {
    float score = scores[d];
    for (const Term& term : terms) {
      const auto posting = std::ranges::lower_bound(*term.postings, d, {}, &Posting::document);
      if (posting != term.postings->end() && posting->document == d) score += scorer(term, *posting);
    }
    if (score >= best.least()) best.take({ids_[d], score});
  }
  return best;
}

BestHits LexicalIndex::best_of(const std::vector<float>& scores, std::size_t most) const {
  BestHits best(most);
  for (std::size_t d = 0; d < scores.size(); ++d) {
    if (scores[d] >= best.least() && lengths_[d] >= 0) best.take({ids_[d], scores[d]});
  }
  return best;
}

// MaxScore (Turtle and Flood 1995): words that are nearly everywhere are looked up for the few documents that
// they can still bring among the best.
std::vector<Hit> LexicalIndex::find(std::string_view description, std::size_t most) const {
  const std::vector<Term> terms = terms_of(description);
  const Scorer scorer(*this);
  std::vector<float> scores(ids_.size(), 0);
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const std::span<const Term> rest = std::span(terms).subspan(t);
    if (t > 0 && rest.front().postings->size() > ids_.size() / worth_a_look) {
      float most_of_rest = 0;
      for (const Term& term : rest) most_of_rest += term.most;
      const BestHits best = best_of(scores, most);
      const auto documents = best.is_full() && best.least() > most_of_rest
                                 ? candidates(scores, best.least() - most_of_rest, ids_.size() / look_ups)
                                 : std::vector<std::uint32_t>();
      if (!documents.empty()) return complete(documents, scores, rest, most).sorted();
    }
    for (const Posting& posting : *terms[t].postings) scores[posting.document] += scorer(terms[t], posting);
  }
  return best_of(scores, most).sorted();
}

}  // namespace treewright::retrieval
