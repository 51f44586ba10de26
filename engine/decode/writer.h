#pragma once
// One hypothesis as text in the making: actions of the decoder become tokens, each allowed by the constraint,
// and lines, each taken by the compiler.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/decode/boosting.h"
#include "engine/grammar/constraint.h"
#include "engine/grammar/statement_check.h"
#include "engine/text/encoding.h"

namespace treewright::decode {

/// What a hypothesis has written; small, copied at every step. Finished tokens are shared in the Writer.
struct Draft {
  grammar::State state;
  std::int32_t tokens = -1;  ///< last finished token, in the Writer's list
  bool open = false;         ///< a name, number or literal text is being written in pieces
  bool copied = false;       ///< it was copied whole
  bool content = false;      ///< it is literal text
  std::string text;          ///< of the open token
  std::string nesting;       ///< 's' a string, 'i' an interpolation in one; for decoding without a constraint
  grammar::Guidance::State hints = 0;
};

/// The drafts of one request. One thread at a time.
class Writer {
 public:
  using Draft = decode::Draft;
  static constexpr bool writes_trees = false;

  Writer(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
         const grammar::Constraint& constraint, const engine::Surroundings& surroundings,
         grammar::Guidance* guidance, bool constrained);

  [[nodiscard]] Draft start();
  /// Applies a decoder's action (a vocabulary number, or vocabulary size + memory position) to `draft`;
  /// false, with `draft` spoilt, where it is not allowed. text::end asks whether the draft may end.
  [[nodiscard]] bool apply(Draft& draft, std::int64_t action, std::int64_t row = 0);
  [[nodiscard]] bool done(const Draft& /*draft*/, std::int64_t action) const { return action == text::end; }
  /// Whether the next piece is literal text.
  [[nodiscard]] bool in_content(const Draft& draft);
  /// What guidance says about the next action; false where there is none.
  [[nodiscard]] bool find_hints(const Draft& draft, StepHints& hints) const;
  [[nodiscard]] static bool goes_on_with(const Draft& /*draft*/, std::int64_t /*action*/) { return false; }
  /// The draft's tokens, closed by the constraint's shortest ending where they may not end. Where no ending
  /// makes statements of them that the compiler takes, the last tokens are left out. Spoils `draft`.
  [[nodiscard]] std::vector<text::Token> finish(const Draft& draft);

 private:
  struct Node {
    std::int32_t parent;
    text::Token token;
    grammar::State state;  ///< after it
  };
  bool write(Draft& draft, std::int64_t action);
  bool append(Draft& draft, text::Token token);
  [[nodiscard]] bool repeats_name(const Draft& draft) const;
  [[nodiscard]] std::vector<text::Token> written(std::int32_t last) const;
  [[nodiscard]] std::optional<std::vector<text::Token>> ended(std::int32_t last);
  bool close(Draft& draft);
  bool add_piece(Draft& draft, const std::string& piece);
  bool add_copy(Draft& draft, const std::string& surface);
  bool open_word(Draft& draft, std::string text, bool copied);
  bool open_content(Draft& draft, std::string text);

  const text::Vocabulary& vocabulary_;
  const text::EncodedSource& source_;
  const grammar::Constraint& constraint_;
  std::unique_ptr<grammar::Session> session_;
  grammar::Guidance* guidance_;
  std::optional<grammar::StatementCheck> check_;  ///< of a constraint that knows its language
  bool constrained_;
  std::vector<Node> nodes_;
  grammar::Terminal any_name_, any_number_, any_content_;
};

}  // namespace treewright::decode
