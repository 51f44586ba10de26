#include "retrieval/search/segment_search.h"

#include <algorithm>
#include <future>

#include "retrieval/search/fusion.h"
#include "retrieval/search/lexical_search.h"
#include "retrieval/search/vector_search.h"

namespace treewright::retrieval {
namespace {

/// Fewer are searched sooner than another thread begins where others want the cores as well.
constexpr std::size_t worth_a_thread = 50'000;

std::size_t size_of(std::span<const SegmentView> segments) {
  std::size_t size = 0;
  for (const SegmentView& view : segments) size += view.size();
  return size;
}

}  // namespace

Rankings rank(std::span<const SegmentView> segments, const embed::Embedder* embedder,
              std::string_view description, std::size_t most) {
  const auto by_words = [&] { return find_by_words(segments, description, most); };
  if (embedder == nullptr) return {by_words(), {}};
  // Side by side, as each takes about as long; where no thread is to be had, get() searches.
  const bool both = size_of(segments) >= worth_a_thread;
  auto words =
      std::async(both ? std::launch::async | std::launch::deferred : std::launch::deferred, by_words);
  auto vectors = find_by_vector(segments, embedder->embed(description), most);
  return {words.get(), std::move(vectors)};
}

std::vector<Hit> find(std::span<const SegmentView> segments, const embed::Embedder* embedder,
                      std::string_view description, std::size_t most) {
  if (embedder == nullptr) return find_by_words(segments, description, most);
  const Rankings rankings = rank(segments, embedder, description, std::max(most, fusion_depth));
  return fuse(rankings.words, rankings.vectors, most);
}

}  // namespace treewright::retrieval
