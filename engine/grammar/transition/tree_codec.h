#pragma once
// Derivations as a model's numbers: actions are the vocabulary's symbols, texts are pieces or copies.

#include <memory>

#include "engine/grammar/transition/derivation.h"
#include "engine/text/encoding.h"

namespace treewright::grammar {

/// The names of all actions, in order: a new tree model's symbols.
[[nodiscard]] std::vector<std::string> action_names(const TransitionSystem& system);

/// What a tree model's numbers mean. Immutable.
class TreeCodec {
 public:
  /// Both must outlive it; the vocabulary's symbols are the system's action names.
  TreeCodec(const TransitionSystem& system, const text::Vocabulary& vocabulary);

  [[nodiscard]] int number(int action) const { return vocabulary_.first_symbol() + action; }
  /// -1 where the number is no action's.
  [[nodiscard]] int action(int number) const {
    return number < vocabulary_.first_symbol() || number >= vocabulary_.first_piece()
               ? -1
               : number - vocabulary_.first_symbol();
  }

  /// The steps that write a derivation. Empty where one of its texts cannot be written. `first_steps`, where
  /// it is given, becomes the first of each of the derivation's: a text may take several.
  [[nodiscard]] std::vector<text::TargetStep> encode(const text::EncodedSource& source,
                                                     const std::vector<Step>& derivation,
                                                     std::vector<int>* first_steps = nullptr) const;

  /// Which numbers are legal: a row a slot, then a row a slot for where the text before may go on; a byte of
  /// 1 a legal number. [2 × slots, vocabulary size]
  [[nodiscard]] std::vector<std::uint8_t> legal_numbers() const;
  [[nodiscard]] text::TextKinds takes(int slot) const { return takes_[static_cast<std::size_t>(slot)]; }

  [[nodiscard]] const TransitionSystem& system() const { return system_; }
  [[nodiscard]] const text::Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  [[nodiscard]] std::vector<bool> places_after_content() const;
  [[nodiscard]] bool may_begin(text::TextKinds takes, const std::string& piece) const;

  const TransitionSystem& system_;
  const text::Vocabulary& vocabulary_;
  std::vector<text::TextKinds> takes_;  ///< by slot
};

}  // namespace treewright::grammar
