#include "retrieval/search/lexical_index.h"

#include "retrieval/search/document_numbers.h"

namespace treewright::retrieval {
namespace {

// What an entry says of itself counts more than the words of its code.
constexpr float description_weight = 3, name_weight = 2, code_weight = 1;

}  // namespace

std::uint32_t LexicalIndex::term_of(const std::string& stem) {
  const auto [found, is_new] = terms_.try_emplace(stem, static_cast<std::uint32_t>(postings_.size()));
  if (is_new) postings_.emplace_back();
  return found->second;
}

void LexicalIndex::count(const Stems& stems, float weight, Weights& weights) {
  for (const std::string& stem : stems) weights[term_of(stem)] += weight;
}

void LexicalIndex::add(const StemmedEntry& entry) {
  Weights weights;
  count(entry.description, description_weight, weights);
  count(entry.name, name_weight, weights);
  count(entry.scope, name_weight, weights);
  count(entry.code, code_weight, weights);
  const auto document = static_cast<std::uint32_t>(lengths_.size());
  float length = 0;
  for (const auto& [term, weight] : weights) {
    postings_[term].push_back({document, weight});
    length += weight;
  }
  lengths_.push_back(length);
  total_length_ += length;
}

void LexicalIndex::append(const LexicalIndex& other, std::span<const std::uint32_t> gone) {
  const auto first = static_cast<std::uint32_t>(size());
  const std::vector<std::uint32_t> numbers = numbers_without(other.size(), gone);
  for (std::size_t document = 0; document < other.size(); ++document) {
    if (numbers[document] == no_document) continue;
    lengths_.push_back(other.lengths_[document]);
    total_length_ += other.lengths_[document];
  }
  for (const auto& [stem, term] : other.terms_) {
    std::vector<Posting>* mine = nullptr;  // a word of documents that are gone needs no room
    for (const Posting& posting : other.postings_[term]) {
      if (numbers[posting.document] == no_document) continue;
      if (mine == nullptr) mine = &postings_[term_of(stem)];
      mine->push_back({first + numbers[posting.document], posting.weight});
    }
  }
}

std::span<const LexicalIndex::Posting> LexicalIndex::postings(const std::string& stem) const {
  const auto found = terms_.find(stem);
  return found == terms_.end() ? std::span<const Posting>() : postings_[found->second];
}

}  // namespace treewright::retrieval
