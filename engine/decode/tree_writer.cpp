#include "engine/decode/tree_writer.h"

#include <algorithm>

#include "engine/text/code_tokens.h"
#include "engine/text/description.h"
#include "engine/text/written.h"

namespace treewright::decode {

using grammar::Step;
using grammar::TextKind;

TreeWriter::TreeWriter(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
                       const TreeGrammar& grammar)
    : vocabulary_(vocabulary), source_(source), grammar_(grammar), frontier_(*grammar.system) {}

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
  return place;
}

bool TreeWriter::in_content(const Draft& draft) const {
  if (draft.open && draft.content) return true;
  return (grammar_.codec.takes(frontier_.top(draft.stack).slot) & text::content_text) != 0;
}

bool TreeWriter::apply(Draft& draft, std::int64_t action, std::int64_t row) {
  const auto number = static_cast<int>(action);
  if (number >= vocabulary_.size())
    return add_copy(draft, source_.surfaces[static_cast<std::size_t>(number - vocabulary_.size())]);
  if (number >= vocabulary_.first_piece()) return add_piece(draft, vocabulary_.piece(number));
  const int expansion = grammar_.codec.action(number);
  if (expansion < 0 || !close(draft)) return false;
  const int slot = frontier_.top(draft.stack).slot;
  const auto step = static_cast<int>(nodes_.size());
  append(draft, {.action = expansion, .slot = slot}, row);
  draft.stack = frontier_.apply(draft.stack, expansion, step);
  return true;
}

void TreeWriter::append(Draft& draft, Step step, std::int64_t row) {
  nodes_.push_back({draft.last, std::move(step), row});
  draft.last = static_cast<std::int32_t>(nodes_.size()) - 1;
}

/// The leaf type of the open text: where a slot takes several kinds, the text tells.
int TreeWriter::type_of(const Draft& draft) const {
  const std::vector<int>& types = grammar_.system->slots()[static_cast<std::size_t>(draft.slot)].texts;
  const TextKind kind = draft.content                     ? TextKind::content
                        : text::is_identifier(draft.text) ? TextKind::name
                                                          : TextKind::number;
  const auto fits = [&](int type) { return grammar_.system->text_kind(type) == kind; };
  const auto found = std::ranges::find_if(types, fits);
  return found == types.end() ? -1 : *found;
}

bool TreeWriter::close(Draft& draft) {
  if (!draft.open) return true;
  draft.open = false;
  const bool word = text::is_identifier(draft.text) && !grammar_.system->is_reserved(draft.text);
  if (!draft.content && !word && !text::is_plain_number(draft.text)) return false;
  const int type = type_of(draft);
  if (type < 0) return false;
  append(draft, {.type = type, .text = std::move(draft.text), .slot = draft.slot}, -1);
  draft.text.clear();
  return true;
}

bool TreeWriter::open(Draft& draft, std::string text, bool copied) {
  const int slot = frontier_.top(draft.stack).slot;
  draft.content = (grammar_.codec.takes(slot) & text::content_text) != 0;
  if (!draft.content && !text::may_become_word(text)) return false;
  draft.open = true;
  draft.copied = copied;
  draft.slot = slot;
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
  if (!close(draft)) return false;
  return in_content(draft) ? open(draft, piece, false)
                           : piece[0] == ' ' && open(draft, piece.substr(1), false);
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
    const int slot = frontier_.top(draft.stack).slot;
    const int action = grammar_.system->slots()[static_cast<std::size_t>(slot)].shortest;
    if (action >= 0) {
      append(draft, {.action = action, .slot = slot}, -1);
      draft.stack = frontier_.apply(draft.stack, action, draft.last);
    } else {
      const text::TextKinds takes = grammar_.codec.takes(slot);
      open(draft,
           (takes & text::name_text) != 0     ? "x"
           : (takes & text::number_text) != 0 ? "0"
                                              : "...",
           true);
      close(draft);
    }
  }
}

std::vector<text::Token> TreeWriter::finish(Draft draft) {
  Draft closed = draft;
  if (!close(closed)) {  // an open word that is no word
    closed = std::move(draft);
    closed.text = "x";
    close(closed);
  }
  complete(closed);
  std::vector<Step> steps;
  for (std::int32_t at = closed.last; at >= 0; at = nodes_[static_cast<std::size_t>(at)].before)
    steps.push_back(nodes_[static_cast<std::size_t>(at)].step);
  std::reverse(steps.begin(), steps.end());
  return text::code_tokens(grammar_.system->language(), grammar::build_tree(*grammar_.system, steps))
      .value_or(std::vector<text::Token>{});
}

}  // namespace treewright::decode
