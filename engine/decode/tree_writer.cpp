#include "engine/decode/tree_writer.h"

#include <algorithm>

#include "engine/grammar/content.h"
#include "engine/text/code_tokens.h"
#include "engine/text/description.h"
#include "engine/text/written.h"

namespace treewright::decode {

using grammar::GuidedPlace;
using grammar::Step;
using grammar::TextKind;

namespace {

GuidedPlace guided(const grammar::Frontier::Place& place) {
  return {place.slot, place.position, place.order};
}
constexpr GuidedPlace more_text{.slot = GuidedPlace::more_text};

}  // namespace

TreeWriter::TreeWriter(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
                       const TreeGrammar& grammar, const engine::Surroundings& surroundings,
                       grammar::Guidance* guidance)
    : vocabulary_(vocabulary),
      source_(source),
      grammar_(grammar),
      block_(grammar::Block::around(surroundings)),
      guidance_(guidance),
      check_(grammar.system->language(), surroundings),
      frontier_(*grammar.system) {}

TreeDraft TreeWriter::start() {
  Draft draft;
  draft.stack = frontier_.start();
  return draft;
}

model::StepPlace TreeWriter::place(const Draft& draft) const {
  const grammar::Frontier::Place& top = frontier_.top(draft.stack);
  model::StepPlace place;
  place.slot = top.slot;
  place.position = std::min(top.position, model::ModelConfig::most_positions - 1);
  if (top.parent >= 0) {
    const Node& parent = nodes_[static_cast<std::size_t>(top.parent)];
    place.parent_number = grammar_.codec.number(parent.step.action);
    place.parent_row = parent.row;
  }
  const std::size_t slots = grammar_.system->slots().size();
  const bool goes_on = draft.open && !(draft.copied && !draft.content);
  const std::size_t table_row = static_cast<std::size_t>(top.slot) + (goes_on ? slots : 0);
  place.legal = &grammar_.legal[table_row * static_cast<std::size_t>(vocabulary_.size())];
  place.takes = grammar_.codec.takes(top.slot);
  if (draft.open && draft.content) place.takes |= text::content_text;
  return place;
}

bool TreeWriter::in_content(const Draft& draft) const {
  if (draft.open && draft.content) return true;
  return (grammar_.codec.takes(frontier_.top(draft.stack).slot) & text::content_text) != 0;
}

bool TreeWriter::apply(Draft& draft, std::int64_t action, std::int64_t row) {
  const auto number = static_cast<int>(action);
  if (number >= vocabulary_.first_piece()) return write(draft, number);
  const int expansion = grammar_.codec.action(number);
  return expansion >= 0 && expand(draft, expansion, row);
}

bool TreeWriter::expand(Draft& draft, int action, std::int64_t row) {
  if (!close(draft)) return false;
  const grammar::Frontier::Place place = frontier_.top(draft.stack);
  const grammar::ActionMask::Parent mask = mask_of(place);
  if (!grammar_.mask.allows(place, mask, action) || !takes_statements(draft, place, mask)) return false;
  const auto step = static_cast<int>(nodes_.size());
  const grammar::Guidance::State hints =
      guidance_ == nullptr
          ? 0
          : guidance_->after(parent_hints(place), guided(place), grammar_.codec.number(action));
  append(draft, {.action = action, .slot = place.slot, .parent = place.parent}, row, hints,
         grammar_.mask.parent(place, mask, action));
  draft.stack = nodes_.back().stack = frontier_.apply(draft.stack, action, step);
  return true;
}

/// Where statements stand before `place`: whether the compiler takes them, with what is open closed.
bool TreeWriter::takes_statements(const Draft& draft, const grammar::Frontier::Place& place,
                                  const grammar::ActionMask::Parent& mask) {
  if (place.order == 0 || draft.last < 0 || !grammar_.mask.holds_statements(place, mask)) return true;
  const auto last = static_cast<std::size_t>(draft.last);
  if (nodes_[last].verdict == Verdict::unknown) {
    const bool taken = ended(draft).has_value();
    nodes_[last].verdict = taken ? Verdict::taken : Verdict::refused;
  }
  return nodes_[last].verdict == Verdict::taken;
}

/// A piece or a copy: it begins a text where it fills the top slot, else it goes on with the open one.
bool TreeWriter::write(Draft& draft, int number) {
  const grammar::Frontier::Place place = frontier_.top(draft.stack);
  const grammar::Stack before = draft.stack;
  const bool piece = number < vocabulary_.size();
  const bool written =
      piece ? add_piece(draft, vocabulary_.piece(number))
            : add_copy(draft, source_.surfaces[static_cast<std::size_t>(number - vocabulary_.size())]);
  if (written && guidance_ != nullptr) {
    draft.hints = draft.stack != before ? guidance_->after(parent_hints(place), guided(place), number)
                                        : guidance_->after(draft.hints, more_text, number);
  }
  return written;
}

grammar::Guidance::State TreeWriter::parent_hints(const grammar::Frontier::Place& place) const {
  return place.parent < 0 ? guidance_->root() : nodes_[static_cast<std::size_t>(place.parent)].hints;
}

bool TreeWriter::find_hints(const Draft& draft, StepHints& hints) const {
  if (guidance_ == nullptr) return false;
  hints.next.clear();
  hints.more.clear();
  hints.ending = 0;
  hints.text_open = draft.open && (draft.content || !draft.copied);
  const grammar::Frontier::Place& place = frontier_.top(draft.stack);
  for (const auto& boost : guidance_->boosts(parent_hints(place), guided(place))) {
    if (!goes_on_with(draft, boost.action)) hints.next.push_back(boost);
  }
  if (!hints.text_open) return true;
  for (const auto& boost : guidance_->boosts(draft.hints, more_text)) {
    if (boost.action == grammar::Guidance::end_of_text) {
      hints.ending += boost.log_factor;
    } else if (goes_on_with(draft, boost.action)) {
      hints.more.push_back(boost);
    }
  }
  return true;
}

grammar::ActionMask::Parent TreeWriter::mask_of(const grammar::Frontier::Place& place) const {
  return place.parent < 0 ? grammar_.mask.root(block_) : nodes_[static_cast<std::size_t>(place.parent)].mask;
}

void TreeWriter::append(Draft& draft, Step step, std::int64_t row, grammar::Guidance::State hints,
                        grammar::ActionMask::Parent mask) {
  const int parent = step.parent;
  nodes_.push_back({draft.last, std::move(step), parent, draft.stack, row, hints, mask});
  draft.last = static_cast<std::int32_t>(nodes_.size()) - 1;
}

/// The leaf type of the open text: where a slot takes several kinds, the text tells.
int TreeWriter::type_of(const Draft& draft) const {
  const std::vector<int>& types = grammar_.system->slots()[static_cast<std::size_t>(draft.place.slot)].texts;
  const TextKind kind = draft.content                     ? TextKind::content
                        : text::is_identifier(draft.text) ? TextKind::name
                                                          : TextKind::number;
  const auto fits = [&](int type) { return grammar_.system->text_kind(type) == kind; };
  const auto found = std::ranges::find_if(types, fits);
  return found == types.end() ? -1 : *found;
}

/// Whether the open text may end as it is, a leaf of a type.
bool TreeWriter::is_whole(const Draft& draft, int type) const {
  if (!grammar_.mask.allows_text(draft.place, mask_of(draft.place), type)) return false;
  const grammar::Slot& slot = grammar_.system->slots()[static_cast<std::size_t>(draft.place.slot)];
  if (draft.content) return grammar::is_content(slot.literal, draft.text);
  if (!text::is_identifier(draft.text)) return text::is_plain_number(draft.text);
  return grammar_.mask.allows_name(draft.place, mask_of(draft.place), draft.text) && !repeats_name(draft);
}

/// Whether the open text names an element of a list by the name of one before it.
bool TreeWriter::repeats_name(const Draft& draft) const {
  const auto is_name = [&](int parent, int position) {
    return parent >= 0 && position == 0 &&
           grammar_.unique[static_cast<std::size_t>(nodes_[static_cast<std::size_t>(parent)].step.action)] !=
               0;
  };
  if (!is_name(draft.place.parent, draft.place.position)) return false;
  const int list = nodes_[static_cast<std::size_t>(draft.place.parent)].parent;
  for (std::int32_t at = draft.last; at >= 0; at = nodes_[static_cast<std::size_t>(at)].before) {
    const Node& node = nodes_[static_cast<std::size_t>(at)];
    if (node.step.action >= 0 || node.step.text != draft.text || !is_name(node.parent, node.step.position))
      continue;
    if (nodes_[static_cast<std::size_t>(node.parent)].parent == list) return true;
  }
  return false;
}

bool TreeWriter::close(Draft& draft) {
  if (!draft.open) return true;
  draft.open = false;
  const int type = type_of(draft);
  if (type < 0 || !is_whole(draft, type)) return false;
  append(draft,
         {.type = type,
          .text = std::move(draft.text),
          .slot = draft.place.slot,
          .parent = draft.place.parent,
          .position = draft.place.position},
         -1, draft.hints);
  draft.text.clear();
  return true;
}

bool TreeWriter::open(Draft& draft, std::string text, bool copied) {
  draft.place = frontier_.top(draft.stack);
  draft.content = (grammar_.codec.takes(draft.place.slot) & text::content_text) != 0;
  if (!draft.content && !text::may_become_word(text)) return false;
  draft.open = true;
  draft.copied = copied;
  draft.text = std::move(text);
  draft.stack = frontier_.write_text(draft.stack);
  return true;
}

bool TreeWriter::add_piece(Draft& draft, const std::string& piece) {
  if (!text::is_literal_text(piece)) return false;
  const bool continues = draft.open && (draft.content || (piece[0] != ' ' && !draft.copied));
  if (continues) {
    draft.text += piece;
    return draft.content || text::may_become_word(draft.text);
  }
  const bool spaced = draft.open && !draft.copied;  // see TreeCodec: a space tells it from the word before
  if (!close(draft)) return false;
  if (in_content(draft)) return open(draft, spaced ? piece.substr(1) : piece, false);
  return piece[0] == ' ' && open(draft, piece.substr(1), false);
}

bool TreeWriter::add_copy(Draft& draft, const std::string& surface) {
  if (!text::is_literal_text(surface)) return false;
  if (draft.open && draft.content) {
    draft.text += surface;
    return true;
  }
  return close(draft) && open(draft, surface, true);
}

/// Fills what is open by the shortest there is.
void TreeWriter::complete(Draft& draft) {
  while (draft.stack != 0) {
    const grammar::Frontier::Place place = frontier_.top(draft.stack);
    const grammar::ActionMask::Parent mask = mask_of(place);
    const grammar::Filling filling = grammar_.mask.shortest(place, mask);
    if (filling.action >= 0) {
      append(draft, {.action = filling.action, .slot = place.slot}, -1, 0,
             grammar_.mask.parent(place, mask, filling.action));
      draft.stack = nodes_.back().stack = frontier_.apply(draft.stack, filling.action, draft.last);
    } else {
      const std::string text(grammar_.system->sample_text(filling.text));
      append(draft, {.type = filling.text, .text = text, .slot = place.slot}, -1, 0);
      draft.stack = nodes_.back().stack = frontier_.write_text(draft.stack);
    }
  }
}

/// The draft's tokens with what is open closed; nothing where the compiler does not take them.
std::optional<std::vector<text::Token>> TreeWriter::ended(Draft draft) {
  const std::size_t written = nodes_.size();
  complete(draft);
  std::vector<Step> steps;
  for (std::int32_t at = draft.last; at >= 0; at = nodes_[static_cast<std::size_t>(at)].before)
    steps.push_back(nodes_[static_cast<std::size_t>(at)].step);
  std::ranges::reverse(steps);
  nodes_.resize(written);
  auto tokens = text::code_tokens(grammar_.system->language(), grammar::build_tree(*grammar_.system, steps));
  if (!tokens || !check_.takes(*tokens)) return std::nullopt;
  return *std::move(tokens);
}

std::vector<text::Token> TreeWriter::finish(Draft draft) {
  Draft closed = draft;
  if (!close(closed)) {  // an open text that is none: its place is filled anew
    const int type = type_of(draft);
    closed = std::move(draft);
    closed.open = false;
    append(closed,
           {.type = type < 0
                        ? grammar_.system->slots()[static_cast<std::size_t>(closed.place.slot)].texts.front()
                        : type,
            .slot = closed.place.slot},
           -1, 0);
    Step& text = nodes_.back().step;
    text.text = grammar_.system->sample_text(text.type);
  }
  for (;;) {
    if (auto tokens = ended(closed)) return *std::move(tokens);
    if (closed.last < 0) return {};
    closed.last = nodes_[static_cast<std::size_t>(closed.last)].before;
    closed.stack = closed.last < 0 ? frontier_.start() : nodes_[static_cast<std::size_t>(closed.last)].stack;
  }
}

}  // namespace treewright::decode
