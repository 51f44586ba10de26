#include "engine/grammar/constraint.h"

namespace treewright::grammar {
namespace {

class NullSession final : public Session {
 public:
  State start() override { return {}; }
  bool allows(State, Terminal) override { return true; }
  State advance(State state, Terminal) override { return state; }
  bool may_end(State) override { return true; }
  std::vector<text::Token> shortest_ending(State) override { return {}; }
};

}  // namespace

std::unique_ptr<Session> NullConstraint::begin(const engine::Surroundings&) const {
  return std::make_unique<NullSession>();
}

}  // namespace treewright::grammar
