#pragma once
// What a parser builds of what the rules write, as bits. Internal to the action mask.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/grammar/transition/transition_system.h"

namespace treewright::grammar {

/// Places are those that actions make: an action and a position among its slots.
class MaskTables {
 public:
  /// Nothing is allowed. `system` must outlive it.
  explicit MaskTables(const TransitionSystem& system);

  /// The bit of `action` filling a place.
  [[nodiscard]] std::vector<bool>::reference element(int parent, int position, int action) {
    return elements_[element_at(parent, position, action)];
  }
  [[nodiscard]] bool element(int parent, int position, int action) const {
    return elements_[element_at(parent, position, action)];
  }
  /// The bit of a word of the grammar's (see keywords) standing there as a name.
  [[nodiscard]] std::vector<bool>::reference name(int parent, int position, std::size_t keyword) {
    return names_[name_at(parent, position, keyword)];
  }
  [[nodiscard]] bool name(int parent, int position, std::size_t keyword) const {
    return names_[name_at(parent, position, keyword)];
  }
  /// The bit of a list that has come to `slot` ending by `action`.
  [[nodiscard]] std::vector<bool>::reference ending(int parent, int position, int slot, int action) {
    return endings_[ending_at(parent, position, slot, action)];
  }
  [[nodiscard]] bool ending(int parent, int position, int slot, int action) const {
    return endings_[ending_at(parent, position, slot, action)];
  }

  /// The grammar's words, numbered.
  [[nodiscard]] const std::unordered_map<std::string, std::size_t>& keywords() const { return keywords_; }

  /// All bits, and the way back: false where they are not those of this system.
  [[nodiscard]] std::string bytes() const;
  [[nodiscard]] bool read(std::string_view bytes);

 private:
  static constexpr std::size_t most_places = 8;  ///< of a list

  [[nodiscard]] std::size_t number(int parent, int position) const {
    return first_place_[static_cast<std::size_t>(parent)] + static_cast<std::size_t>(position);
  }
  [[nodiscard]] std::size_t element_at(int parent, int position, int action) const {
    return number(parent, position) * system_.actions().size() + static_cast<std::size_t>(action);
  }
  [[nodiscard]] std::size_t name_at(int parent, int position, std::size_t keyword) const {
    return number(parent, position) * keywords_.size() + keyword;
  }
  /// The places of a list are numbered one after the other.
  [[nodiscard]] std::size_t ending_at(int parent, int position, int slot, int action) const {
    const auto& slots = system_.actions()[static_cast<std::size_t>(parent)].slots;
    const auto place = static_cast<std::size_t>(slot - slots[static_cast<std::size_t>(position)]);
    return (number(parent, position) * most_places + place) * 2 + static_cast<std::size_t>(action);
  }
  [[nodiscard]] std::string fingerprint() const;

  const TransitionSystem& system_;
  std::vector<std::size_t> first_place_;  ///< by action
  std::unordered_map<std::string, std::size_t> keywords_;
  std::vector<bool> elements_, names_, endings_;
};

}  // namespace treewright::grammar
