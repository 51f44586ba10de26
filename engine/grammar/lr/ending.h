#pragma once
// The shortest way from a state to one that may end: A* over a constraint's terminals.

#include <span>
#include <vector>

#include "engine/grammar/constraint.h"

namespace treewright::grammar {

struct EndingStep {
  Terminal terminal;
  unsigned cost;  ///< at least 1
  bool closing;   ///< ends something: taken without looking at others
};

/// What the search must know of a session beside its interface.
class EndingSession : public Session {
 public:
  /// A lower bound of the tokens still needed.
  [[nodiscard]] virtual unsigned open(State state) const = 0;
};

/// Terminals of a cheapest ending; empty where `from` may end, or where none is found within bounds.
[[nodiscard]] std::vector<Terminal> find_ending(EndingSession& session, State from,
                                                std::span<const EndingStep> steps);

}  // namespace treewright::grammar
