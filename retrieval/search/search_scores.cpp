#include "retrieval/search/search_scores.h"

#include <algorithm>
#include <utility>

#include "retrieval/search/fusion.h"
#include "retrieval/search/segment_search.h"

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
  SegmentBuilder builder(&embedder);
  for (std::size_t i = 0; i < entries.size(); ++i)
    builder.add(static_cast<std::int64_t>(i), Entry{.code = entries[i].code});
  const std::vector<SegmentView> segments{std::move(builder).build()};
  SearchScores scores;
  for (const Entry& entry : entries) {
    const auto [words, vectors] = rank(segments, &embedder, entry.description, fusion_depth);
    scores.words.count(place_of(entry, words, entries));
    scores.vectors.count(place_of(entry, vectors, entries));
    scores.fused.count(place_of(entry, fuse(words, vectors, fusion_depth), entries));
  }
  return scores;
}

}  // namespace treewright::retrieval
