#pragma once
// What the beam asks for hints about its next actions: retrieved examples, today those of ReCode
// (engine/recode). The counterpart of Constraint, which says what is legal. A token decoder's actions are
// each the parent of the next, all at the default place.

#include <cstdint>
#include <span>

namespace treewright::grammar {

/// Where an action of a tree stands below its parent, the action that made its slot.
struct GuidedPlace {
  static constexpr int more_text =
      -1;  ///< slot of a text's further pieces and its end: below the piece before
  int slot = 0;
  int position = 0;  ///< of the slot among those of its action
  int order = 0;     ///< number of elements before it, in a list
};

/// The hints of one request. One thread at a time.
class Guidance {
 public:
  /// Stands for what is known about an action that a hypothesis has taken: copied in O(1), valid as long as
  /// the Guidance. Actions are the decoder's: vocabulary numbers, or vocabulary size + a memory position. Of
  /// those that write the same text: a word's only piece, else the first position.
  using State = std::int32_t;
  static constexpr std::int64_t end_of_text = -1;  ///< the text has no further piece: no decoder's action
  struct Boost {
    std::int64_t action;
    double log_factor;  ///< the action's probability is multiplied by its exp
  };

  Guidance() = default;
  Guidance(const Guidance&) = delete;
  Guidance& operator=(const Guidance&) = delete;
  virtual ~Guidance() = default;

  /// Of the parent of the first actions.
  [[nodiscard]] virtual State root() = 0;
  [[nodiscard]] virtual State after(State parent, const GuidedPlace& place, std::int64_t action) = 0;
  /// What to boost at a place below `parent`; an action may come several times, and its factors multiply.
  /// Valid until the next call.
  [[nodiscard]] virtual std::span<const Boost> boosts(State parent, const GuidedPlace& place) = 0;
};

}  // namespace treewright::grammar
