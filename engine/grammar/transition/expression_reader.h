#pragma once
// From rule expressions to items. Internal to the compiler of the transition system.

#include <string>
#include <utility>
#include <vector>

#include "engine/grammar/transition/grammar.h"
#include "engine/grammar/transition/slot_table.h"
#include "engine/grammar/transition/type_table.h"

namespace treewright::grammar {

/// Reads expressions, filtered by LayoutFilter, that stand in one rule of the grammar, their owner. What is
/// left open in them becomes slots.
class ExpressionReader {
 public:
  /// `grammar` and the tables must outlive it.
  ExpressionReader(std::string owner, const Grammar& grammar, TypeTable& types, SlotTable& slots)
      : owner_(std::move(owner)), grammar_(grammar), types_(types), slots_(slots) {}

  /// An expression as one item: a slot of its own where it is made of several.
  [[nodiscard]] Item item_of(const Rule& rule);
  /// All that an expression may be, each once.
  [[nodiscard]] std::vector<Items> alternatives(const Rule& rule, bool in_sequence = false);

 private:
  [[nodiscard]] Item symbol_item(const std::string& name);
  [[nodiscard]] Item alias_item(const Rule& rule);
  [[nodiscard]] Item leaf(const std::string& name, bool named, const std::string& text);
  [[nodiscard]] Item text_slot(const std::string& name);
  [[nodiscard]] Item slot_of_its_own(const Rule& rule);
  [[nodiscard]] int add_slot(const Rule& rule);
  [[nodiscard]] int add_alias(const Rule& rule);

  [[nodiscard]] std::vector<Items> choice_alternatives(const Rule& rule, bool in_sequence);
  [[nodiscard]] std::vector<Items> sequence_alternatives(const Rule& rule);
  [[nodiscard]] bool prefers_slot(const Rule& choice);

  const std::string owner_;
  const Grammar& grammar_;
  TypeTable& types_;
  SlotTable& slots_;
};

}  // namespace treewright::grammar
