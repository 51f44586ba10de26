#include "retrieval/search/fusion.h"

#include <algorithm>
#include <unordered_map>

namespace treewright::retrieval {
namespace {

constexpr double word_weight = 1, vector_weight = 2;

using Scores = std::unordered_map<std::int64_t, double>;

void add(const std::vector<Hit>& ranking, double weight, Scores& scores) {
  for (const Hit& hit : ranking) scores[hit.id] += weight * hit.score / ranking.front().score;
}

}  // namespace

std::vector<Hit> fuse(const std::vector<Hit>& words, const std::vector<Hit>& vectors, std::size_t most) {
  Scores scores;
  add(words, word_weight, scores);
  add(vectors, vector_weight, scores);
  std::vector<Hit> hits;
  hits.reserve(scores.size());
  for (const auto& [id, score] : scores) hits.push_back({id, score});
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(most, hits.size()));
  std::ranges::partial_sort(hits, end, better);
  hits.erase(end, hits.end());
  return hits;
}

}  // namespace treewright::retrieval
