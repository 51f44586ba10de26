#pragma once
// Which entries have to do with a description: by words in common, by meaning, and by both.

#include <span>
#include <string_view>
#include <vector>

#include "engine/embed/embedder.h"
#include "retrieval/search/hit.h"
#include "retrieval/search/segment.h"

namespace treewright::retrieval {

/// Best first; `vectors` is empty without an embedder.
struct Rankings {
  std::vector<Hit> words, vectors;
};

// The ids of a segment are above those of the ones before it; `embedder`, which may be null, is the one that
// all were made with. Thread-safe.
[[nodiscard]] Rankings rank(std::span<const SegmentView> segments, const embed::Embedder* embedder,
                            std::string_view description, std::size_t most);
/// One ranking of the two (fusion.h), best first.
[[nodiscard]] std::vector<Hit> find(std::span<const SegmentView> segments, const embed::Embedder* embedder,
                                    std::string_view description, std::size_t most);

}  // namespace treewright::retrieval
