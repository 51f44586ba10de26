#include "engine/grammar/mask/action_blocks.h"

#include <algorithm>
#include <array>

namespace treewright::grammar {
namespace {

std::vector<std::string_view> leaves(const Items& items) {
  std::vector<std::string_view> texts;
  for (const Item& item : items)
    if (item.kind == Item::Kind::leaf) texts.push_back(item.text);
  return texts;
}

constexpr unsigned bit(syntax::Place place) { return 1U << static_cast<unsigned>(place); }
constexpr std::array all_places = {syntax::Place::in_function, syntax::Place::in_nested_function,
                                   syntax::Place::in_async, syntax::Place::in_loop};

}  // namespace

ActionBlocks::ActionBlocks(const TransitionSystem& system) : system_(system) {
  entries_.resize(system.actions().size());
  if (system.language().keywords == nullptr) return;
  for (std::size_t action = 0; action < entries_.size(); ++action) {
    entries_[action].headers.resize(system.actions()[action].slots.size());
    read(system.actions()[action].items, entries_[action]);
  }
  spread_needs();
}

/// A statement whose only expression is a `yield` stands where that may: until nothing changes.
void ActionBlocks::spread_needs() {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t action = 0; action < entries_.size(); ++action) {
      const unsigned needs = entries_[action].needs | needs_of_slots(static_cast<int>(action));
      changed |= needs != entries_[action].needs;
      entries_[action].needs = needs;
    }
  }
}

unsigned ActionBlocks::needs_of_slots(int action) const {
  const std::vector<int>& slots = system_.actions()[static_cast<std::size_t>(action)].slots;
  unsigned needs = 0;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const bool same_block =
        entries_[static_cast<std::size_t>(action)].headers[i].kind == syntax::BlockKind::plain;
    if (same_block) needs |= needs_of(system_.slots()[static_cast<std::size_t>(slots[i])]);
  }
  return needs;
}

/// What all that may fill the slot needs.
unsigned ActionBlocks::needs_of(const Slot& slot) const {
  if (!slot.texts.empty() || slot.actions.empty()) return 0;
  unsigned needs = ~0U;
  for (const int action : slot.actions) needs &= entries_[static_cast<std::size_t>(action)].needs;
  return needs;
}

bool ActionBlocks::allows(const Block& block, int action) const {
  const unsigned needs = entries_[static_cast<std::size_t>(action)].needs;
  return needs == 0 || std::ranges::all_of(all_places, [&](syntax::Place place) {
           return (needs & bit(place)) == 0 || block.is(place);
         });
}

Block ActionBlocks::inside(const Block& block, int action, int position) const {
  const std::vector<Header>& headers = entries_[static_cast<std::size_t>(action)].headers;
  if (headers.empty()) return block;
  const Header& header = headers[static_cast<std::size_t>(position)];
  return block.inside(header.kind, header.async);
}

/// Of a node whose children are `items`: its first word tells, or the one after `async`.
ActionBlocks::Header ActionBlocks::header_of(const Items& items) const {
  const syntax::KeywordRules& rules = *system_.language().keywords;
  const auto words = leaves(items);
  Header header{.async = !words.empty() && words[0] == rules.async};
  const std::size_t first = header.async ? 1 : 0;
  if (first == words.size()) return header;
  const auto found = std::ranges::find(rules.headers, words[first], &syntax::HeaderWord::word);
  if (found != rules.headers.end()) header.kind = found->block;
  return header;
}

void ActionBlocks::read(const Items& items, Entry& entry) const {
  read_words(items, entry);
  const Header header = header_of(items);
  const syntax::LayoutRules& layout = *system_.language().layout;
  for (const Item& item : items) {
    if (item.kind != Item::Kind::node) continue;
    const std::string_view type = system_.type(item.type).name;
    for (const Item& part : item.items) {
      if (part.kind != Item::Kind::slot) continue;
      Header& inner = entry.headers[static_cast<std::size_t>(part.position)];
      if (type == layout.block) inner = header;
      inner.statements = syntax::contains(layout.statement_lists, type);
    }
    read(item.items, entry);
  }
}

void ActionBlocks::read_words(const Items& items, Entry& entry) const {
  const syntax::KeywordRules& rules = *system_.language().keywords;
  for (const std::string_view word : leaves(items)) {
    const auto found = std::ranges::find(rules.placed, word, &syntax::PlacedWord::word);
    if (found != rules.placed.end()) entry.needs |= bit(found->place);
  }
  const Header header = header_of(items);
  if (header.async && header.kind != syntax::BlockKind::function) entry.needs |= bit(syntax::Place::in_async);
}

}  // namespace treewright::grammar
