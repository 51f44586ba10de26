#include "engine/grammar/action_blocks.h"

#include <algorithm>

namespace treewright::grammar {
namespace {

std::vector<std::string_view> leaves(const Items& items) {
  std::vector<std::string_view> texts;
  for (const Item& item : items)
    if (item.kind == Item::Kind::leaf) texts.push_back(item.text);
  return texts;
}

}  // namespace

ActionBlocks::ActionBlocks(const TransitionSystem& system) : system_(system) {
  entries_.resize(system.actions().size());
  if (system.language().keywords == nullptr) return;
  for (std::size_t action = 0; action < entries_.size(); ++action) {
    entries_[action].headers.resize(system.actions()[action].slots.size());
    read(system.actions()[action].items, entries_[action]);
  }
}

bool ActionBlocks::allows(const Block& block, int action) const {
  return std::ranges::all_of(entries_[static_cast<std::size_t>(action)].needs,
                             [&](syntax::Place place) { return block.is(place); });
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
  for (const Item& item : items) {
    if (item.kind != Item::Kind::node) continue;
    if (system_.type(item.type).name == system_.language().layout->block) {
      for (const Item& part : item.items)
        if (part.kind == Item::Kind::slot) entry.headers[static_cast<std::size_t>(part.position)] = header;
    }
    read(item.items, entry);
  }
}

void ActionBlocks::read_words(const Items& items, Entry& entry) const {
  const syntax::KeywordRules& rules = *system_.language().keywords;
  for (const std::string_view word : leaves(items)) {
    const auto found = std::ranges::find(rules.placed, word, &syntax::PlacedWord::word);
    if (found != rules.placed.end()) entry.needs.push_back(found->place);
  }
  const Header header = header_of(items);
  if (header.async && header.kind != syntax::BlockKind::function)
    entry.needs.push_back(syntax::Place::in_async);
}

}  // namespace treewright::grammar
