#include "retrieval/index/lexical_index.h"

#include <algorithm>
#include <cmath>

namespace treewright::retrieval {
namespace {

// What an entry says of itself counts more than the words of its code.
constexpr float description_weight = 3, name_weight = 2, code_weight = 1;
constexpr float saturation = 1.2F, length_share = 0.75F;  // BM25's k1 and b

}  // namespace

void LexicalIndex::count(std::string_view text, float weight, Weights& weights) {
  for (const std::string& stem : stemmer_.stems(text)) {
    const auto next = static_cast<std::uint32_t>(terms_.size());
    const std::uint32_t term = terms_.emplace(stem, next).first->second;
    weights[term] += weight;
  }
}

void LexicalIndex::add(std::int64_t id, const Entry& entry) {
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

std::vector<std::uint32_t> LexicalIndex::terms_of(std::string_view description) const {
  Stemmer stemmer;  // the member is not for several threads
  std::vector<std::uint32_t> terms;
  for (const std::string& stem : stemmer.stems(description)) {
    const auto term = terms_.find(stem);
    if (term != terms_.end()) terms.push_back(term->second);
  }
  std::ranges::sort(terms);
  const auto twice = std::ranges::unique(terms);
  terms.erase(twice.begin(), twice.end());
  return terms;
}

/// By document.
std::vector<float> LexicalIndex::scores(const std::vector<std::uint32_t>& terms) const {
  std::vector<float> scores(ids_.size(), 0);
  const auto count = static_cast<double>(size());
  const auto per_word =
      static_cast<float>(saturation * length_share * std::max(1.0, count) / std::max(1.0, total_length_));
  for (const std::uint32_t term : terms) {
    const auto with = static_cast<double>(postings_[term].size());
    // What is everywhere, removed entries among them, still counts for something.
    const double rarity = std::log(1 + std::max(0.5, count - with + 0.5) / (with + 0.5));
    const auto most = static_cast<float>(rarity * (saturation + 1));
    for (const Posting& posting : postings_[term]) {
      const float length = saturation * (1 - length_share) + per_word * lengths_[posting.document];
      scores[posting.document] += most * posting.weight / (posting.weight + length);
    }
  }
  return scores;
}

std::vector<Hit> LexicalIndex::find(std::string_view description, std::size_t most) const {
  const std::vector<float> all = scores(terms_of(description));
  std::vector<std::uint32_t> found;
  for (std::uint32_t d = 0; d < all.size(); ++d) {
    if (all[d] > 0 && lengths_[d] >= 0) found.push_back(d);
  }
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return all[a] > all[b] || (all[a] == all[b] && a > b);
  };
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::ranges::partial_sort(found, end, better);
  std::vector<Hit> hits;
  for (auto d = found.begin(); d != end; ++d) hits.push_back({ids_[*d], all[*d]});
  return hits;
}

}  // namespace treewright::retrieval
