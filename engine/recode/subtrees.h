#pragma once
// N-grams of actions that follow ancestry, each with the best score of the examples that have it (Hayati et
// al. 2018, §3.2), and the guidance that they give (§3.4).

#include "engine/recode/action_tree.h"
#include "engine/recode/options.h"

namespace treewright::recode {

/// An automaton over the paths of action trees (Aho & Corasick 1975): a state is the longest n-gram that a
/// path ends with, and its suffixes are the shorter ones. The root counts as an action of its own.
class SubtreeGuidance final : public grammar::Guidance {
 public:
  explicit SubtreeGuidance(const RecodeOptions& options);
  /// All n-grams of `tree`, worth `score` unless they are already worth more.
  void add(const ActionTree& tree, double score);

  [[nodiscard]] State root() override { return start_; }
  [[nodiscard]] State after(State parent, const grammar::GuidedPlace& place, std::int64_t action) override;
  [[nodiscard]] std::span<const Boost> boosts(State parent, const grammar::GuidedPlace& place) override;

 private:
  static constexpr State nothing = 0;  ///< the n-gram of no action
  /// How an action continues an n-gram.
  struct Continuation {
    std::int64_t edge;  ///< see edge_of
    std::int64_t action;
    State state;
  };
  struct Node {
    State suffix = nothing;  ///< the n-gram without its first action
    int length = 0;
    double score = 0;
    std::vector<Continuation> continuations = {};
  };
  [[nodiscard]] std::int64_t edge_of(const grammar::GuidedPlace& place) const;
  [[nodiscard]] State next(State state, std::int64_t edge, std::int64_t action) const;
  State reach(State state, std::int64_t edge, std::int64_t action, State suffix);
  void offer(const Continuation& continuation);

  RecodeOptions options_;
  std::vector<Node> nodes_;
  State start_;
  std::vector<Boost> boosts_;  ///< of the last call
};

}  // namespace treewright::recode
