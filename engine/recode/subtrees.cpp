#include "engine/recode/subtrees.h"

#include <algorithm>

namespace treewright::recode {
namespace {

constexpr std::int64_t no_action = -2;    // the root's
constexpr std::int64_t any_edge = -2;     // of an n-gram's first action, unless it is a further piece
constexpr std::int64_t text_edge = -1;    // of a further piece, and of a text's end
constexpr std::int64_t most_orders = 32;  // of a list's elements that are told apart

}  // namespace

SubtreeGuidance::SubtreeGuidance(const RecodeOptions& options) : options_(options), nodes_(1) {
  start_ = reach(nothing, any_edge, no_action, nothing);
}

std::int64_t SubtreeGuidance::edge_of(const grammar::GuidedPlace& place) const {
  if (place.slot == grammar::GuidedPlace::more_text) return text_edge;
  std::int64_t edge = options_.positions ? std::int64_t{place.slot} << 16 | place.position : 0;
  if (options_.order) edge = edge * most_orders + std::min<std::int64_t>(place.order, most_orders - 1);
  return edge;
}

std::int64_t SubtreeGuidance::edge_below(State state, std::int64_t edge) {
  return state == nothing && edge != text_edge ? any_edge : edge;
}

/// The n-gram that continues `state`, or nothing.
SubtreeGuidance::State SubtreeGuidance::next(State state, std::int64_t edge, std::int64_t action) const {
  edge = edge_below(state, edge);
  for (const Continuation& found : nodes_[static_cast<std::size_t>(state)].continuations) {
    if (found.action == action && found.edge == edge) return found.state;
  }
  return nothing;
}

SubtreeGuidance::State SubtreeGuidance::reach(State state, std::int64_t edge, std::int64_t action,
                                              State suffix) {
  if (const State known = next(state, edge, action); known != nothing) return known;
  const auto made = static_cast<State>(nodes_.size());
  const int length = nodes_[static_cast<std::size_t>(state)].length + 1;
  nodes_.push_back({.suffix = suffix, .length = length});
  nodes_[static_cast<std::size_t>(state)].continuations.push_back({edge_below(state, edge), action, made});
  return made;
}

void SubtreeGuidance::add(const ActionTree& tree, double score) {
  const auto longest = static_cast<std::size_t>(options_.longest);
  std::vector<std::vector<State>> ending(tree.size());  // n-grams that end with a node, the shortest first
  const std::vector<State> at_root = {start_}, unknown = {};
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const ActionNode& node = tree[i];
    const std::vector<State>& above = node.parent == ActionNode::root ? at_root
                                      : node.parent == ActionNode::unknown
                                          ? unknown
                                          : ending[static_cast<std::size_t>(node.parent)];
    const std::int64_t edge = edge_of(node.place);
    State made = nothing;
    for (std::size_t n = 0; n <= above.size() && n < longest; ++n) {
      made = reach(n == 0 ? nothing : above[n - 1], edge, node.action, made);
      double& known = nodes_[static_cast<std::size_t>(made)].score;
      known = std::max(known, score);
      ending[i].push_back(made);
    }
  }
}

SubtreeGuidance::State SubtreeGuidance::after(State parent, const grammar::GuidedPlace& place,
                                              std::int64_t action) {
  const std::int64_t edge = edge_of(place);
  for (State state = parent; state != nothing; state = nodes_[static_cast<std::size_t>(state)].suffix) {
    if (const State found = next(state, edge, action); found != nothing) return found;
  }
  return next(nothing, edge, action);
}

void SubtreeGuidance::offer(const Continuation& continuation) {
  const Node& ngram = nodes_[static_cast<std::size_t>(continuation.state)];
  if (ngram.length < options_.shortest || ngram.score <= 0) return;
  const auto same = [&](const Boost& boost) { return boost.action == continuation.action; };
  if (!options_.all_lengths && std::ranges::any_of(boosts_, same)) return;
  boosts_.push_back({continuation.action, options_.lambda * ngram.score});
}

std::span<const grammar::Guidance::Boost> SubtreeGuidance::boosts(State parent,
                                                                  const grammar::GuidedPlace& place) {
  boosts_.clear();
  const std::int64_t edge = edge_of(place);
  for (State state = parent;; state = nodes_[static_cast<std::size_t>(state)].suffix) {
    for (const Continuation& continuation : nodes_[static_cast<std::size_t>(state)].continuations) {
      if (continuation.edge == edge_below(state, edge)) offer(continuation);
    }
    if (state == nothing) break;
  }
  return boosts_;
}

}  // namespace treewright::recode
