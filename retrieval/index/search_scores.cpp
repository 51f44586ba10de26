#include "retrieval/index/search_scores.h"

#include <algorithm>

#include "retrieval/index/fusion.h"
#include "retrieval/index/lexical_index.h"
#include "retrieval/index/vector_index.h"

namespace treewright::retrieval {
namespace {

std::optional<std::size_t> place_of(const Entry& entry, const std::vector<Hit>& hits,
                                    std::span<const Entry> entries) {
  const auto found = std::ranges::find_if(
      hits, [&](const Hit& hit) { return entries[static_cast<std::size_t>(hit.id)].code == entry.code; });
  if (found == hits.end()) return std::nullopt;
  return static_cast<std::size_t>(found - hits.begin());
}

}  // namespace

SearchScores score_search(const embed::Embedder& embedder, std::span<const Entry> entries) {
  LexicalIndex lexical;
  VectorIndex vectors(embedder.dimension());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i);
    lexical.add(id, Entry{.code = entries[i].code});
    vectors.add(id, embedder.embed(embed::Passage{.code = entries[i].code}));
  }
  SearchScores scores;
  for (const Entry& entry : entries) {
    const auto by_words = lexical.find(entry.description, fusion_depth);
    const auto by_vectors = vectors.find(embedder.embed(entry.description), fusion_depth);
    scores.words.count(place_of(entry, by_words, entries));
    scores.vectors.count(place_of(entry, by_vectors, entries));
    scores.fused.count(place_of(entry, fuse(by_words, by_vectors, fusion_depth), entries));
  }
  return scores;
}

}  // namespace treewright::retrieval
