#pragma once
// Hypotheses of a tree decoder in the making: actions expand slots, pieces and copies become texts. The
// counterpart of Writer where the grammar is the transition system's.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/decode/boosting.h"
#include "engine/decode/tree_grammar.h"
#include "engine/grammar/statement_check.h"
#include "engine/grammar/transition/frontier.h"
#include "engine/model/step_decoder.h"

namespace treewright::decode {

/// What a hypothesis has written; small, copied at every step. Finished steps are shared in the TreeWriter.
struct TreeDraft {
  grammar::Stack stack = 0;
  std::int32_t last = -1;              ///< finished step, in the TreeWriter's list
  bool open = false;                   ///< a text is being written in pieces
  bool copied = false;                 ///< it was copied whole
  bool content = false;                ///< it is literal text
  grammar::Frontier::Place place;      ///< that it fills
  std::string text;                    ///< of the open text
  grammar::Guidance::State hints = 0;  ///< after its last piece
};

/// The drafts of one request. One thread at a time.
class TreeWriter {
 public:
  using Draft = TreeDraft;
  static constexpr bool writes_trees = true;

  /// `guidance` may be null.
  TreeWriter(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
             const TreeGrammar& grammar, const engine::Surroundings& surroundings,
             grammar::Guidance* guidance);

  [[nodiscard]] Draft start();
  /// Applies a decoder's action (a vocabulary number, or vocabulary size + memory position) to `draft`;
  /// false, with `draft` spoilt, where it makes no name or number. `row` is the decoder's, see StepPlace.
  [[nodiscard]] bool apply(Draft& draft, std::int64_t action, std::int64_t row);
  [[nodiscard]] bool done(const Draft& draft, std::int64_t /*action*/) const { return draft.stack == 0; }
  /// Where the next step stands.
  [[nodiscard]] model::StepPlace place(const Draft& draft) const;
  /// Whether the next piece is literal text.
  [[nodiscard]] bool in_content(const Draft& draft) const;
  /// What guidance says about the next step; false where there is none.
  bool find_hints(const Draft& draft, StepHints& hints) const;
  /// Whether an action would go on with the open text.
  [[nodiscard]] bool goes_on_with(const Draft& draft, std::int64_t action) const {
    if (!draft.open || action < vocabulary_.first_piece()) return false;
    if (draft.content) return true;
    return !draft.copied && action < vocabulary_.size() &&
           grammar_.continues[static_cast<std::size_t>(action)] != 0;
  }
  /// The draft's tokens; open slots are filled by the shortest there is. Where that makes no statements that
  /// the compiler takes, the last steps are left out. Spoils `draft`.
  [[nodiscard]] std::vector<text::Token> finish(Draft draft);

 private:
  enum class Verdict : std::uint8_t { unknown, taken, refused };
  struct Node {
    std::int32_t before;
    grammar::Step step;
    int parent = -1;       ///< whose action made the slot that it fills
    grammar::Stack stack;  ///< after it
    std::int64_t row;
    grammar::Guidance::State hints;
    grammar::ActionMask::Parent mask;    ///< of an action
    Verdict verdict = Verdict::unknown;  ///< of the statements up to it
  };
  bool close(Draft& draft);
  bool open(Draft& draft, std::string text, bool copied);
  bool write(Draft& draft, int number);
  bool add_piece(Draft& draft, const std::string& piece);
  bool add_copy(Draft& draft, const std::string& surface);
  bool expand(Draft& draft, int action, std::int64_t row);
  void append(Draft& draft, grammar::Step step, std::int64_t row, grammar::Guidance::State hints,
              grammar::ActionMask::Parent mask = {});
  void complete(Draft& draft);
  [[nodiscard]] bool takes_statements(const Draft& draft, const grammar::Frontier::Place& place,
                                      const grammar::ActionMask::Parent& mask);
  [[nodiscard]] std::optional<std::vector<text::Token>> ended(Draft draft);
  [[nodiscard]] bool repeats_name(const Draft& draft) const;
  [[nodiscard]] bool is_whole(const Draft& draft, int type) const;
  [[nodiscard]] int type_of(const Draft& draft) const;
  [[nodiscard]] grammar::ActionMask::Parent mask_of(const grammar::Frontier::Place& place) const;
  [[nodiscard]] grammar::Guidance::State parent_hints(const grammar::Frontier::Place& place) const;

  const text::Vocabulary& vocabulary_;
  const text::EncodedSource& source_;
  const TreeGrammar& grammar_;
  grammar::Block block_;  ///< that the code stands in
  grammar::Guidance* guidance_;
  grammar::StatementCheck check_;
  grammar::Frontier frontier_;
  std::vector<Node> nodes_;
};

}  // namespace treewright::decode
