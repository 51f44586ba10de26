#include "retrieval/search/lexical_index.h"

#include <algorithm>
#include <cmath>

#include "retrieval/search/best_hits.h"

namespace treewright::retrieval {
namespace {

// What an entry says of itself counts more than the words of its code.
constexpr float description_weight = 3, name_weight = 2, code_weight = 1;
constexpr float saturation = 1.2F, length_share = 0.75F;  // BM25's k1 and b
// Of a long description the rarest words say enough; those that are everywhere take the time.
constexpr std::size_t most_terms = 16;

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

/// By document.
std::vector<float> LexicalIndex::scores(const std::vector<Term>& terms) const {
  std::vector<float> scores(ids_.size(), 0);
  const auto count = static_cast<double>(size());
  const auto per_word =
      static_cast<float>(saturation * length_share * std::max(1.0, count) / std::max(1.0, total_length_));
  for (const Term& term : terms) {
    for (const Posting& posting : *term.postings) {
      const float length = saturation * (1 - length_share) + per_word * lengths_[posting.document];
      scores[posting.document] += term.most * posting.weight / (posting.weight + length);
    }
  }
  return scores;
}

std::vector<Hit> LexicalIndex::find(std::string_view description, std::size_t most) const {
  std::vector<float> all = scores(terms_of(description));
  for (std::size_t d = 0; d < all.size(); ++d) all[d] = lengths_[d] < 0 ? 0 : all[d];
  BestHits best(most);
  best.take(all, ids_);
  return std::move(best).sorted();
}

}  // namespace treewright::retrieval
