#pragma once
// How a decoder writes the code of an example: in the actions of a syntax tree, or token by token. The latter
// are the translation pieces that ReCode grew from (Zhang et al. 2018, "Guiding neural machine translation
// with retrieved translation pieces").

#include <memory>
#include <string>

#include "engine/recode/action_tree.h"

namespace treewright::recode {

/// Immutable: one for all requests and threads.
class ActionEncoder {
 public:
  ActionEncoder() = default;
  ActionEncoder(const ActionEncoder&) = delete;
  ActionEncoder& operator=(const ActionEncoder&) = delete;
  virtual ~ActionEncoder() = default;

  /// The actions that write `code` for a request whose encoding is `source`; a fragment is completed. Empty
  /// where the decoder cannot write it. See make_action_tree.
  [[nodiscard]] virtual ActionTree encode(const std::string& code, const text::EncodedSource& source,
                                          const WordSubstitution& substitution, bool drop_unmapped) const = 0;
};

/// `codec` must outlive it.
[[nodiscard]] std::unique_ptr<const ActionEncoder> make_tree_encoder(const grammar::TreeCodec& codec);
/// Both must outlive it.
[[nodiscard]] std::unique_ptr<const ActionEncoder> make_token_encoder(const syntax::Language& language,
                                                                      const text::Vocabulary& vocabulary);

}  // namespace treewright::recode
