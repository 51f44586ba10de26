#pragma once
// How a step of a derivation stands to the earlier ones in the tree: what a Transformer's self-attention
// knows beside the distance (the structural positions of Shiv & Quirk 2019, learned as biases).

#include <torch/torch.h>

#include <cstdint>
#include <span>

namespace treewright::model {

/// Of an earlier node to the one that a step writes. The root's slot is made by a node of number −1, which
/// stands for the step before the first.
enum class Relation : std::int64_t {
  other,
  parent,    ///< its action made the slot
  ancestor,  ///< of the parent
  sibling,   ///< fills a slot of the same parent; every node is its own
};
inline constexpr std::int64_t relation_count = 4;
/// A decoder's row s reads node s − 1 and writes node s: a pair of relations, of either to the querying node.
inline constexpr std::int64_t relation_pairs = relation_count * relation_count;

/// The pairs of the last step, t = parents.size() − 1, with each step s ≤ t: relation to node s × 4 +
/// relation to node s − 1. `parents[s]` < s: the node that made the slot of s, or −1. `pairs` has room for as
/// many.
void relate_last(std::span<const std::int64_t> parents, std::int64_t* pairs);

/// For all steps of a batch: `parents` [B, T] int64 → [B, T, T] int64; 0 where s > t.
[[nodiscard]] torch::Tensor relate_steps(const torch::Tensor& parents);

}  // namespace treewright::model
