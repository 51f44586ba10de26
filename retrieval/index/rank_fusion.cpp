#include "retrieval/index/rank_fusion.h"

#include <algorithm>
#include <unordered_map>

namespace treewright::retrieval {

std::vector<Hit> fuse(std::span<const std::vector<Hit>> rankings, std::size_t most, double damping) {
  std::unordered_map<std::int64_t, double> scores;
  for (const std::vector<Hit>& ranking : rankings) {
    double place = 1;
    for (const Hit& hit : ranking) scores[hit.id] += 1 / (damping + place++);
  }
  std::vector<Hit> hits;
  hits.reserve(scores.size());
  for (const auto& [id, score] : scores) hits.push_back({id, score});
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(most, hits.size()));
  std::ranges::partial_sort(hits, end, better);
  hits.erase(end, hits.end());
  return hits;
}

}  // namespace treewright::retrieval
