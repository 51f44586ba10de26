#pragma once
// The types of a grammar's leaves and nodes. Internal to the compiler of the transition system.

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/grammar/transition/lexicon.h"
#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// Numbers types in the order in which they are asked for.
class TypeTable {
 public:
  /// `lexicon` must outlive it.
  explicit TypeTable(const Lexicon& lexicon) : lexicon_(lexicon) {}

  [[nodiscard]] int number(const std::string& name, bool named);
  [[nodiscard]] const Type& type(int number) const { return types_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] TextKind text_kind(int number) const { return text_kinds_[static_cast<std::size_t>(number)]; }

  // As TransitionSystem has them.
  [[nodiscard]] const std::vector<Type>& types() const { return types_; }
  [[nodiscard]] const std::vector<TextKind>& text_kinds() const { return text_kinds_; }
  [[nodiscard]] const std::unordered_map<std::string, int>& numbers() const { return numbers_; }

 private:
  const Lexicon& lexicon_;
  std::vector<Type> types_;
  std::vector<TextKind> text_kinds_;
  std::unordered_map<std::string, int> numbers_;
};

}  // namespace treewright::grammar
