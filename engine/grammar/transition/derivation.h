#pragma once
// Trees as the steps of a transition system, and back.

#include <string>
#include <vector>

#include "engine/grammar/transition/transition_system.h"
#include "engine/text/code_tree.h"

namespace treewright::grammar {

/// One step of a derivation: an action, or a text.
struct Step {
  int action = -1;        ///< -1: a text
  int type = -1;          ///< of the text's leaf
  std::string text = {};  ///< not empty
  int slot = 0;           ///< that the step fills
  int parent = -1;        ///< index of the step whose action made the slot; -1: the root's
  int position = 0;       ///< of the slot among those that its action made
};

/// The steps that write a tree: the static oracle of the transition system. Immutable.
class Oracle {
 public:
  /// `system` must outlive it.
  explicit Oracle(const TransitionSystem& system);
  /// The leftmost derivation of `tree`. Fails, naming the node, on a tree that the system cannot write.
  /// `writers`, where it is given, becomes the step that writes each node; -1: the root's own.
  [[nodiscard]] Result<std::vector<Step>> derive(const text::CodeTree& tree,
                                                 std::vector<int>* writers = nullptr) const;

 private:
  friend class Derivation;
  /// The actions that may expand a slot, by the type of the first node that they write.
  struct ByFirst {
    std::unordered_map<int, std::vector<int>> actions;
    std::vector<int> others;  ///< that write nothing, or a slot first
  };
  const TransitionSystem& system_;
  std::vector<ByFirst> by_first_;  ///< by slot
};

/// The tree that a whole derivation writes; of one that breaks off, what is there so far.
[[nodiscard]] text::CodeTree build_tree(const TransitionSystem& system, const std::vector<Step>& steps);

}  // namespace treewright::grammar
