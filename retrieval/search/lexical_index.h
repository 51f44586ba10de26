#pragma once
// Which entries share words with a description: BM25 (Robertson and Zaragoza 2009) over the stems of
// sub-tokens.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "retrieval/search/hit.h"
#include "retrieval/search/stemmed_entry.h"

namespace treewright::retrieval {

/// In memory: about 8 bytes a word. One thread at a time, bar `find`, which any number may call while nobody
/// changes it.
class LexicalIndex {
 public:
  /// `id` must be above all before it.
  void add(std::int64_t id, const StemmedEntry& entry);
  /// An id that is not there is none's business.
  void remove(std::int64_t id);
  [[nodiscard]] std::size_t size() const { return ids_.size() - removed_; }

  /// The entries with the highest scores, best first, equal ones by falling id (the newest first).
  [[nodiscard]] std::vector<Hit> find(std::string_view description, std::size_t most) const;

 private:
  struct Posting {
    std::uint32_t document;
    float weight;  ///< of the word's occurrences, by the field they are in
  };
  using Weights = std::unordered_map<std::uint32_t, float>;  // by term

  void count(const Stems& stems, float weight, Weights& weights);
  void compact();
  struct Term {
    const std::vector<Posting>* postings;
    float most;  ///< that it can add to a score
  };
  [[nodiscard]] std::vector<Term> terms_of(std::string_view description) const;
  [[nodiscard]] std::vector<float> scores(const std::vector<Term>& terms) const;

  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<std::vector<Posting>> postings_;  // by term
  // By document, which rising ids number. Apart, as scoring reads the lengths of very many.
  std::vector<std::int64_t> ids_;
  std::vector<float> lengths_;  // weighted words; negative: removed
  std::size_t removed_ = 0;
  double total_length_ = 0;
};

}  // namespace treewright::retrieval
