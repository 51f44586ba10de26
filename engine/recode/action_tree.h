#pragma once
// A retrieved example as the decoder's actions in the request at hand: what was copied out of the example's
// description is copied out of the request's (Hayati et al. 2018, §3.3).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/grammar/guidance.h"
#include "engine/grammar/transition/tree_codec.h"
#include "engine/recode/similarity.h"

namespace treewright::recode {

/// Which words of a request stand for the words of an example.
class WordSubstitution {
 public:
  WordSubstitution(const std::vector<ComparedWord>& request, const std::vector<ComparedWord>& example);
  /// What the request has for a text of the example's code: itself where the example's description does not
  /// have it either; nothing where the description has it and no word of the request corresponds.
  [[nodiscard]] std::optional<std::string> operator()(const std::string& text) const;

 private:
  struct Pair {
    std::string example, request;
  };
  std::vector<Pair> pairs_;  ///< of the example's words that can be copied
};

/// An action, and the one that made its slot.
struct ActionNode {
  static constexpr int root = -1, unknown = -2;
  std::int64_t action = 0;  ///< as grammar::Guidance has it
  int parent = root;        ///< index of an earlier node, or root; unknown: n-grams begin here
  grammar::GuidedPlace place = {};
};
using ActionTree = std::vector<ActionNode>;

/// The actions of a derivation, with its texts substituted; the pieces of a text and its end are each other's
/// parents. A text that has no substitute is left out, or kept as it is where not `drop_unmapped`.
[[nodiscard]] ActionTree make_action_tree(const grammar::TreeCodec& codec, const text::EncodedSource& source,
                                          const std::vector<grammar::Step>& derivation,
                                          const WordSubstitution& substitution, bool drop_unmapped);

/// The same for a token decoder: each action is the parent of the next, the last is text::end. N-grams begin
/// anew after a text that is left out.
[[nodiscard]] ActionTree make_action_chain(const text::Vocabulary& vocabulary,
                                           const text::EncodedSource& source,
                                           const std::vector<text::Token>& tokens,
                                           const WordSubstitution& substitution, bool drop_unmapped);

}  // namespace treewright::recode
