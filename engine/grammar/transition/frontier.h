#pragma once
// The open slots of many derivations at once, as stacks that share their tails.

#include <cstdint>
#include <vector>

#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// Stands for a stack of one Frontier; copied in O(1), valid as long as the Frontier. 0: no slot is open.
using Stack = std::uint32_t;

class Frontier {
 public:
  /// An open slot.
  struct Place {
    int slot = 0;
    int parent = -1;   ///< as the caller numbers steps
    int position = 0;  ///< among the slots that its action made
    int order = 0;     ///< number of elements before it, in a list
  };

  explicit Frontier(const TransitionSystem& system) : system_(system), nodes_(1) {}

  /// The slots of a whole file.
  [[nodiscard]] Stack start() {
    const Slot& root = system_.slots()[TransitionSystem::root];
    return expand(0, root.actions.front(), -1);
  }
  /// Only where stack is not 0.
  [[nodiscard]] const Place& top(Stack stack) const { return nodes_[stack].place; }
  /// The stack after the top slot's text.
  [[nodiscard]] Stack write_text(Stack stack) { return after_element(stack, true); }
  /// The stack after the top slot's expansion by `action`, which is one of its own; `step` numbers it.
  [[nodiscard]] Stack apply(Stack stack, int action, int step) {
    return TransitionSystem::closes(action) ? nodes_[stack].below
                                            : expand(after_element(stack, false), action, step);
  }

 private:
  struct Node {
    Place place;
    Stack below = 0;
  };

  Stack after_element(Stack stack, bool text) {
    const Node node = nodes_[stack];
    const int next = system_.slots()[static_cast<std::size_t>(node.place.slot)].next_after(text);
    return next == Slot::no_list
               ? node.below
               : push(node.below, {next, node.place.parent, node.place.position, node.place.order + 1});
  }
  Stack expand(Stack stack, int action, int step) {
    const std::vector<int>& slots = system_.actions()[static_cast<std::size_t>(action)].slots;
    for (std::size_t i = slots.size(); i-- > 0;) stack = push(stack, {slots[i], step, static_cast<int>(i)});
    return stack;
  }
  Stack push(Stack below, Place place) {
    nodes_.push_back({place, below});
    return static_cast<Stack>(nodes_.size() - 1);
  }

  const TransitionSystem& system_;
  std::vector<Node> nodes_;
};

}  // namespace treewright::grammar
