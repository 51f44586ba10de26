#pragma once
// The words of a transition system's actions that are legal only in some places, and the blocks that its
// actions make.

#include <vector>

#include "engine/grammar/block.h"
#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// Immutable. Of a language without KeywordRules, everything may stand everywhere.
class ActionBlocks {
 public:
  explicit ActionBlocks(const TransitionSystem& system);

  /// Whether `action` may stand in `block`.
  [[nodiscard]] bool allows(const Block& block, int action) const;
  /// Whether the slot at `position` of `action` holds statements, one after another.
  [[nodiscard]] bool holds_statements(int action, int position) const {
    const std::vector<Header>& headers = entries_[static_cast<std::size_t>(action)].headers;
    return !headers.empty() && headers[static_cast<std::size_t>(position)].statements;
  }
  /// What the slot at `position` of `action` stands in, where `action` stands in `block`.
  [[nodiscard]] Block inside(const Block& block, int action, int position) const;

 private:
  struct Header {
    syntax::BlockKind kind = syntax::BlockKind::plain;
    bool async = false;
    bool statements = false;
  };
  struct Entry {
    unsigned needs = 0;           ///< a bit a syntax::Place
    std::vector<Header> headers;  ///< by position of a slot
  };

  [[nodiscard]] Header header_of(const Items& items) const;
  void read(const Items& items, Entry& entry) const;
  void read_words(const Items& items, Entry& entry) const;
  void spread_needs();
  [[nodiscard]] unsigned needs_of(const Slot& slot) const;
  [[nodiscard]] unsigned needs_of_slots(int action) const;

  const TransitionSystem& system_;
  std::vector<Entry> entries_;  ///< by action
};

}  // namespace treewright::grammar
