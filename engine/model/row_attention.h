#pragma once
// Attention of single queries to rows of keys and values wherever they lie: no history is ever gathered.

#include <cstdint>
#include <span>

namespace treewright::model {

/// A row a position: heads × size keys, then as many values.
struct KeyValueRows {
  const float* first;   ///< row 0
  std::int64_t stride;  ///< floats from row to row
  std::int64_t heads, size;
};

/// Adds to `scores` [heads, n] the products of `query` [heads × size] with the keys of `rows`.
void add_scores(const KeyValueRows& memory, const float* query, std::span<const std::int64_t> rows,
                float* scores);

/// `context` [heads × size] becomes the sum of the rows' values by `weights` [heads, n].
void mix_values(const KeyValueRows& memory, const float* weights, std::span<const std::int64_t> rows,
                float* context);

}  // namespace treewright::model
