#pragma once
// What a tree decoder's actions are: the transition system of its language in the numbers of its vocabulary.

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/grammar/mask/action_mask.h"
#include "engine/grammar/transition/derivation.h"
#include "engine/grammar/transition/tree_codec.h"
#include "engine/model/model_folder.h"

namespace treewright::decode {

/// Made once, for all requests and threads. The vocabulary must outlive it.
struct TreeGrammar {
  TreeGrammar(std::shared_ptr<const grammar::TransitionSystem> made, const text::Vocabulary& vocabulary);
  std::shared_ptr<const grammar::TransitionSystem> system;
  grammar::ActionMask mask;
  grammar::TreeCodec codec;
  grammar::Oracle oracle;
  std::vector<std::uint8_t> legal;  ///< see TreeCodec::legal_numbers
  std::vector<std::uint8_t>
      unique;  ///< 1: an action whose first text differs from its neighbours', by action
  std::vector<std::uint8_t> continues;  ///< 1: a piece that starts no word, by number
};

/// Of a model that writes trees. Fails where this binary's grammar package has other actions than those that
/// the model was trained on.
[[nodiscard]] Result<std::unique_ptr<const TreeGrammar>> make_tree_grammar(const model::LoadedModel& model,
                                                                           const syntax::Language& language);

}  // namespace treewright::decode
