#pragma once
// The slots of a transition system under way, and what each of them stands for. Internal to the compiler of
// the transition system.

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/grammar/transition/rules.h"
#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// What a slot stands for.
struct SlotSource {
  enum class Kind { rule, text, list };
  Kind kind = Kind::rule;
  Rule rule = {};           ///< of a rule: what it expands to; of a list: the list
  std::string owner = {};   ///< of a rule or list: the grammar's rule in whose text that expression stands
  std::string node = {};    ///< of a rule: the node that it makes; empty: none
  bool named = true;        ///< of that node
  int type = 0;             ///< of a text
  std::size_t place = 0;    ///< of a list: elements before, up to the least number that matters
  bool after_text = false;  ///< of a list: its element is no text
};

/// Numbers slots in the order in which they are added; a slot is known by its name.
class SlotTable {
 public:
  static constexpr int none = -1;

  /// The slot of that name; stands for `source` where it is new.
  int add(const std::string& name, SlotSource source);
  [[nodiscard]] int size() const { return static_cast<int>(slots_.size()); }
  [[nodiscard]] Slot& slot(int number) { return slots_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] const Slot& slot(int number) const { return slots_[static_cast<std::size_t>(number)]; }
  /// Stays valid when slots are added.
  [[nodiscard]] const SlotSource& source(int number) const {
    return sources_[static_cast<std::size_t>(number)];
  }
  [[nodiscard]] bool is_list(int number) const { return source(number).kind == SlotSource::Kind::list; }

  // Expressions without a name: the same one in one rule of the grammar, their owner, is one slot.
  [[nodiscard]] int of_expression(const std::string& owner, const Rule& expression) const;
  void remember_expression(const std::string& owner, const Rule& expression, int slot);
  /// A number for a name of the owner's next expression: trained models rely on the order of the calls.
  [[nodiscard]] std::string next_number(const std::string& owner);

  /// All slots; ends the table.
  [[nodiscard]] std::vector<Slot> take() { return std::exchange(slots_, {}); }

 private:
  struct Expressions {
    std::vector<std::pair<Rule, int>> slots;
    int numbered = 0;
  };

  std::vector<Slot> slots_;
  std::deque<SlotSource> sources_;  ///< by slot
  std::map<std::string, int> numbers_;
  std::map<std::string, Expressions> expressions_;  ///< by owner
};

}  // namespace treewright::grammar
