#pragma once
// The words of documents, for BM25 (Robertson and Zaragoza 2009) over the stems of sub-tokens:
// lexical_search.h asks it.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "retrieval/search/stemmed_entry.h"

namespace treewright::retrieval {

/// In memory: about 8 bytes a word. Documents are numbered from 0. One thread at a time while it is filled;
/// any number may read it afterwards.
class LexicalIndex {
 public:
  struct Posting {
    std::uint32_t document;
    float weight;  ///< of the word's occurrences, by the field they are in
  };

  /// The next document.
  void add(const StemmedEntry& entry);
  /// The documents of `other` come next, those of `gone` (rising) left out.
  void append(const LexicalIndex& other, std::span<const std::uint32_t> gone);

  [[nodiscard]] std::size_t size() const { return lengths_.size(); }
  /// Weighted words of a document, and of all.
  [[nodiscard]] float length(std::uint32_t document) const { return lengths_[document]; }
  [[nodiscard]] double total_length() const { return total_length_; }
  /// Those of a stem, by rising document; empty where nothing has it.
  [[nodiscard]] std::span<const Posting> postings(const std::string& stem) const;

 private:
  using Weights = std::unordered_map<std::uint32_t, float>;  // by term

  std::uint32_t term_of(const std::string& stem);
  void count(const Stems& stems, float weight, Weights& weights);

  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<std::vector<Posting>> postings_;  // by term
  std::vector<float> lengths_;                  // by document; apart, as scoring reads those of very many
  double total_length_ = 0;
};

}  // namespace treewright::retrieval
