#include "retrieval/search/vector_search.h"

#include <algorithm>
#include <array>

#include "retrieval/search/best_hits.h"
#include "retrieval/search/vector_scan.h"

namespace treewright::retrieval {
namespace {

struct Query {
  std::vector<std::int16_t> numbers;
  float unit = 0;  ///< what one of them stands for
};

void take_best(const SegmentView& view, const Query& query, BestHits& best) {
  constexpr std::size_t block = 1024;  // rows whose products stay in the nearest cache
  std::array<std::int32_t, block> products;
  std::array<float, block> scores;
  const VectorIndex& vectors = view->vectors();
  auto gone = view.gone().begin();
  for (std::size_t first = 0; first < vectors.size(); first += block) {
    const std::size_t count = std::min(block, vectors.size() - first);
    scan(vectors.row(first), count, vectors.stride(), query.numbers.data(), products.data());
    for (std::size_t i = 0; i < count; ++i)
      scores[i] = static_cast<float>(products[i]) * vectors.scale(first + i) * query.unit;
    for (; gone != view.gone().end() && *gone < first + count; ++gone) scores[*gone - first] = 0;
    best.take({scores.data(), count}, {view->ids().data() + first, count});
  }
}

}  // namespace

std::vector<Hit> find_by_vector(std::span<const SegmentView> segments, std::span<const float> vector,
                                std::size_t most) {
  if (segments.empty()) return {};
  Query query{std::vector<std::int16_t>(segments.front()->vectors().stride(), 0), 0};
  query.unit = quantise(vector, scan_most, query.numbers);
  if (query.unit == 0) return {};
  BestHits best(most);
  for (const SegmentView& view : segments) take_best(view, query, best);
  return std::move(best).sorted();
}

}  // namespace treewright::retrieval
