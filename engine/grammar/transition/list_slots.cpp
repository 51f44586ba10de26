#include "engine/grammar/transition/list_slots.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

class ListSlots {
 public:
  ListSlots(Rule list, const std::string& owner, const Grammar& grammar, TypeTable& types, SlotTable& slots)
      : list_(std::move(list)),
        owner_(owner),
        grammar_(grammar),
        types_(types),
        slots_(slots),
        comma_is_loose_of_two_(syntax::contains(grammar.layout.loose_comma_of_two, owner)),
        fills_literal_(!list_.value.empty() || owner == grammar.layout.format_specifier),
        name_(owner + "*" + slots.next_number(owner)) {
    if (syntax::contains(grammar.layout.loose_comma, owner)) list_.trailing = false;
    if (owner == grammar.layout.block) list_.least = std::max<std::size_t>(list_.least, 1);
  }

  int add() {
    const int first = add_place(name_, {.place = 0});
    int last = first;
    for (std::size_t place = 1; place < count_places(); ++place) {
      const int slot = add_place(name_ + "+" + std::to_string(place), {.place = place});
      link(last, slot);
      last = slot;
    }
    link(last, last);
    if (fills_literal_) add_place_after_text(last);
    return first;
  }

 private:
  [[nodiscard]] std::size_t count_places() const {
    const std::size_t places = std::max<std::size_t>(list_.least, list_.separator.empty() ? 0 : 1) + 1;
    return comma_is_loose_of_two_ ? std::max<std::size_t>(places, 3) : places;
  }

  int add_place(const std::string& name, SlotSource source) {
    source.kind = SlotSource::Kind::list;
    source.rule = list_;
    source.owner = owner_;
    const std::size_t place = source.place;
    const int number = slots_.add(name, std::move(source));
    Slot& slot = slots_.slot(number);
    const bool separated = !list_.separator.empty() && place > 0;
    if (separated) slot.separator = types_.number(list_.separator, false);
    slot.trailing =
        separated && list_.trailing && place >= list_.least && (place == 1 || !comma_is_loose_of_two_);
    if (fills_literal_) slot.literal = grammar_.lexicon.literal(list_.value);
    return number;
  }

  /// Where no text may stand, for the parser reads one run of text as one.
  void add_place_after_text(int last) {
    const int after = add_place(name_ + "'", {.after_text = true});
    link(after, last);
    slots_.slot(last).after_text = after;
  }

  void link(int slot, int next) {
    slots_.slot(slot).next = next;
    slots_.slot(slot).after_text = next;
  }

  Rule list_;
  const std::string& owner_;
  const Grammar& grammar_;
  TypeTable& types_;
  SlotTable& slots_;
  const bool comma_is_loose_of_two_;
  const bool fills_literal_;
  const std::string name_;
};

}  // namespace

int add_list(Rule list, const std::string& owner, const Grammar& grammar, TypeTable& types,
             SlotTable& slots) {
  return ListSlots(std::move(list), owner, grammar, types, slots).add();
}

}  // namespace treewright::grammar
