#pragma once
// Which entries have to do with a description: by words in common, by meaning, and by both.

#include <optional>
#include <string_view>
#include <vector>

#include "engine/embed/embedder.h"
#include "retrieval/search/lexical_index.h"
#include "retrieval/search/vector_index.h"

namespace treewright::retrieval {

/// In memory. One thread at a time, bar `find` and `rank`, which any number may call while nobody changes it.
class EntryIndex {
 public:
  /// `embedder` must outlive it; null: words in common must do.
  explicit EntryIndex(const embed::Embedder* embedder);

  /// `id` must be above all before it.
  void add(std::int64_t id, const Entry& entry);
  /// An id that is not there is none's business.
  void remove(std::int64_t id);
  [[nodiscard]] std::size_t size() const { return words_.size(); }

  /// Best first; `vectors` is empty without an embedder.
  struct Rankings {
    std::vector<Hit> words, vectors;
  };
  [[nodiscard]] Rankings rank(std::string_view description, std::size_t most) const;
  /// One ranking of the two (fusion.h), best first.
  [[nodiscard]] std::vector<Hit> find(std::string_view description, std::size_t most) const;

 private:
  const embed::Embedder* embedder_;
  Stemmer stemmer_;
  LexicalIndex words_;
  std::optional<VectorIndex> vectors_;
};

}  // namespace treewright::retrieval
