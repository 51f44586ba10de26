#pragma once
// Random ways through a transition system, as a decoder may take them.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/grammar/mask/action_mask.h"
#include "engine/grammar/transition/derivation.h"

namespace treewright::grammar {

/// By the name of the leaf type.
using TextPool = std::map<std::string, std::vector<std::string>, std::less<>>;

class RandomDerivations {
 public:
  /// Types that `pool` lacks get the system's sample. `mask` must outlive it.
  RandomDerivations(const TransitionSystem& system, const ActionMask& mask, TextPool pool, unsigned seed,
                    const Block& around = {})
      : system_(system), mask_(mask), pool_(std::move(pool)), random_(seed), around_(around) {}

  /// A whole derivation: about `length` steps at random, then the shortest way to the end.
  [[nodiscard]] std::vector<Step> next(std::size_t length);

 private:
  [[nodiscard]] Filling choose(const std::vector<Filling>& all);
  [[nodiscard]] std::string text(const Frontier::Place& place, const ActionMask::Parent& parent, int type);
  [[nodiscard]] bool chance(unsigned percent) { return random_() % 100 < percent; }

  const TransitionSystem& system_;
  const ActionMask& mask_;
  TextPool pool_;
  std::mt19937 random_;
  Block around_;
};

}  // namespace treewright::grammar
