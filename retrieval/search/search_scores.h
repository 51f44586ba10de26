#pragma once
// How well a description finds its own code, by words in common, by vectors, and by both.

#include <span>

#include "engine/embed/embedder.h"
#include "retrieval/extraction/entry.h"
#include "support/rank_score.h"

namespace treewright::retrieval {

struct SearchScores {
  RankScore words;    ///< lexical_search.h
  RankScore vectors;  ///< vector_search.h
  RankScore fused;    ///< the two fused (fusion.h)
};

/// Asks with the description of each of `entries` among the code of all, which is all that is indexed. An
/// entry's code counts as found where the same code of another is.
[[nodiscard]] SearchScores score_search(const embed::Embedder& embedder, std::span<const Entry> entries);

}  // namespace treewright::retrieval
