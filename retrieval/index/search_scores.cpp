#include "retrieval/index/search_scores.h"

#include <algorithm>
#include <array>

#include "retrieval/index/lexical_index.h"
#include "retrieval/index/rank_fusion.h"
#include "retrieval/index/vector_index.h"

namespace treewright::retrieval {
namespace {

constexpr std::size_t depth = 100;  // of the rankings that are fused

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
    const std::array rankings = {lexical.find(entry.description, depth),
                                 vectors.find(embedder.embed(entry.description), depth)};
    scores.words.count(place_of(entry, rankings[0], entries));
    scores.vectors.count(place_of(entry, rankings[1], entries));
    scores.fused.count(place_of(entry, fuse(rankings, depth), entries));
  }
  return scores;
}

}  // namespace treewright::retrieval
