#include "engine/grammar/transition/tree_codec.h"

#include <algorithm>
#include <cctype>

#include "engine/text/description.h"

namespace treewright::grammar {
namespace {

/// A piece that continues a name or number.
bool continues_word(const std::string& piece) {
  return !piece.empty() && std::ranges::all_of(piece, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || c == '_' || c == '.' || c == '+' || c == '-' || byte >= 0x80;
  });
}

text::TextKinds bit_of(TextKind kind) {
  return static_cast<text::TextKinds>(1U << static_cast<unsigned>(kind));
}

}  // namespace

std::vector<std::string> action_names(const TransitionSystem& system) {
  std::vector<std::string> names;
  for (const Action& action : system.actions()) names.push_back(action.name);
  return names;
}

TreeCodec::TreeCodec(const TransitionSystem& system, const text::Vocabulary& vocabulary)
    : system_(system), vocabulary_(vocabulary) {
  for (const Slot& slot : system.slots()) {
    text::TextKinds takes = 0;
    for (const int type : slot.texts) takes |= bit_of(system.text_kind(type));
    takes_.push_back(takes);
  }
}

std::vector<text::TargetStep> TreeCodec::encode(const text::EncodedSource& source,
                                                const std::vector<Step>& derivation,
                                                std::vector<int>* first_steps) const {
  std::vector<text::TargetStep> steps;
  std::vector<int> firsts;  // by step of the derivation
  bool open = false, content_open = false;
  for (const Step& step : derivation) {
    const auto before = steps.size();
    firsts.push_back(static_cast<int>(before));
    text::TreePlace place{
        .slot = step.slot, .position = step.position, .open = open, .takes = takes(step.slot)};
    const bool after_content = content_open;
    if (after_content) place.takes |= text::content_text;
    if (step.parent >= 0) place.parent = firsts[static_cast<std::size_t>(step.parent)];
    // Pieces after the first one stand where the next slot does: it could be filled instead.
    if (open && before > 0) {
      for (std::size_t i = before; i-- > 0 && steps[i].place.slot < 0;) steps[i].place = place;
    }
    if (step.action >= 0) {
      steps.push_back({number(step.action), {}, place});
      open = content_open = false;
      continue;
    }
    const bool content = content_open = system_.text_kind(step.type) == TextKind::content;
    // After a word that could go on, literal text begins with a space of its own, as words do.
    const bool spaced = !content || (open && !after_content);
    if (!text::append_text_steps(vocabulary_, source, step.text, !spaced, steps)) return {};
    steps[before].place = place;
    for (std::size_t i = before + 1; i < steps.size(); ++i) steps[i].place.slot = -1;
    open = content || steps[before].copies.empty();
  }
  if (first_steps != nullptr) *first_steps = std::move(firsts);
  return steps;
}

bool TreeCodec::may_begin(text::TextKinds takes, const std::string& piece) const {
  if ((takes & text::content_text) != 0) return !piece.empty();
  if (takes == 0 || piece.empty() || piece[0] != ' ') return false;
  const std::string word = piece.substr(1);
  if (word.empty()) return true;
  const bool number = std::isdigit(static_cast<unsigned char>(word[0])) != 0 || word[0] == '.';
  if (number) return (takes & text::number_text) != 0 && continues_word(word);
  return (takes & text::name_text) != 0 && (text::is_identifier(word) || (word[0] & 0x80) != 0);
}

/// Slots that stand right after literal text, and do not take more of it as a text of its own.
std::vector<bool> TreeCodec::places_after_content() const {
  std::vector<bool> after(system_.slots().size(), false);
  for (std::size_t s = 0; s < after.size(); ++s) {
    const Slot& slot = system_.slots()[s];
    if ((takes_[s] & text::content_text) != 0 && slot.after_text != Slot::no_list)
      after[static_cast<std::size_t>(slot.after_text)] = true;
  }
  return after;
}

std::vector<std::uint8_t> TreeCodec::legal_numbers() const {
  const auto columns = static_cast<std::size_t>(vocabulary_.size());
  const std::size_t slots = system_.slots().size();
  std::vector<std::uint8_t> legal(2 * slots * columns, 0);
  const std::vector<bool> after_content = places_after_content();
  for (std::size_t s = 0; s < slots; ++s) {
    std::uint8_t* row = &legal[s * columns];
    std::uint8_t* open_row = &legal[(slots + s) * columns];
    for (const int action : system_.slots()[s].actions) row[number(action)] = 1;
    for (int n = vocabulary_.first_piece(); n < vocabulary_.size(); ++n)
      row[n] = static_cast<std::uint8_t>(may_begin(takes_[s], vocabulary_.piece(n)));
    std::copy_n(row, columns, open_row);
    for (int n = vocabulary_.first_piece(); n < vocabulary_.size(); ++n) {
      if (after_content[s] ? !vocabulary_.piece(n).empty() : continues_word(vocabulary_.piece(n)))
        open_row[n] = 1;
    }
  }
  return legal;
}

}  // namespace treewright::grammar
