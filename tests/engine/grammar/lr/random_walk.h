#pragma once
// Random ways through the LR constraint, as a decoder may take them.

#include <random>
#include <string>
#include <vector>

#include "engine/grammar/lr/lr_constraint.h"

namespace treewright::grammar {

struct Walk {
  std::vector<text::Token> tokens;
  State state;
};

class RandomWalks {
 public:
  explicit RandomWalks(unsigned seed);
  /// In a place of any kind.
  [[nodiscard]] std::unique_ptr<Session> begin();
  /// In a file of its own.
  [[nodiscard]] std::unique_ptr<Session> begin_file() { return constraint_.begin({}); }
  /// Up to `length` tokens at random, each of which the session allows.
  [[nodiscard]] Walk walk(Session& session, std::size_t length);
  /// Appends the shortest ending; false where the session refuses a token of it.
  [[nodiscard]] bool end(Session& session, Walk& walk) const;
  [[nodiscard]] std::size_t length() { return 1 + random_() % 40; }

 private:
  [[nodiscard]] bool chance(unsigned one_in) { return random_() % one_in == 0; }
  [[nodiscard]] std::size_t choose(Session& session, State state);

  LrConstraint constraint_;
  std::mt19937 random_;
  std::vector<text::Token> tokens_;
  std::vector<Terminal> terminals_;
};

}  // namespace treewright::grammar
