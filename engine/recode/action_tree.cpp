#include "engine/recode/action_tree.h"

#include <algorithm>
#include <map>

namespace treewright::recode {
namespace {

using grammar::GuidedPlace;
using grammar::Step;

/// What a slot takes must be what the text is: a substitute may be a number where a name stood.
bool fits(const text::EncodedSource& source, const std::vector<text::TargetStep>& steps,
          text::TextKinds takes) {
  if (steps.empty() || steps.front().copies.empty()) return !steps.empty();
  return (source.surface_kinds[static_cast<std::size_t>(steps.front().copies.front())] & takes) != 0;
}

class Builder {
 public:
  Builder(const grammar::TreeCodec& codec, const text::EncodedSource& source,
          const WordSubstitution& substitution, bool drop_unmapped)
      : codec_(codec), source_(source), substitution_(substitution), drop_unmapped_(drop_unmapped) {}

  ActionTree build(const std::vector<Step>& derivation) {
    for (const Step& step : derivation) {
      const int parent = step.parent < 0 ? -1 : nodes_[static_cast<std::size_t>(step.parent)];
      const int order = elements_[{step.parent, step.position}]++;
      const GuidedPlace place{step.slot, step.position, order};
      nodes_.push_back(step.action >= 0 ? add(codec_.number(step.action), parent, place) : -1);
      if (step.action < 0) add_text(step, parent, place);
    }
    return std::move(tree_);
  }

 private:
  int add(std::int64_t action, int parent, const GuidedPlace& place) {
    tree_.push_back({action, parent, place});
    return static_cast<int>(tree_.size()) - 1;
  }

  void add_text(const Step& step, int parent, GuidedPlace place) {
    auto text = substitution_(step.text);
    if (!text && !drop_unmapped_) text = step.text;
    const bool content = codec_.system().text_kind(step.type) == grammar::TextKind::content;
    std::vector<text::TargetStep> steps;
    if (!text || !text::append_text_steps(codec_.vocabulary(), source_, *text, content, steps)) return;
    if (!fits(source_, steps, codec_.takes(step.slot))) return;
    for (const text::TargetStep& piece : steps) {
      const bool copied = piece.number < 0 || (content && !piece.copies.empty());
      parent = add(copied ? codec_.vocabulary().size() + piece.copies.front() : piece.number, parent, place);
      place = {.slot = GuidedPlace::more_text};
    }
    add(grammar::Guidance::end_of_text, parent, place);
  }

  const grammar::TreeCodec& codec_;
  const text::EncodedSource& source_;
  const WordSubstitution& substitution_;
  bool drop_unmapped_;
  ActionTree tree_;
  std::vector<int> nodes_;                       ///< by step of the derivation; -1: a text's
  std::map<std::pair<int, int>, int> elements_;  ///< written so far, by parent and position
};

}  // namespace

WordSubstitution::WordSubstitution(const std::vector<ComparedWord>& request,
                                   const std::vector<ComparedWord>& example) {
  WordNumbers numbers;
  const std::vector<int> ours = numbers.of(request), theirs = numbers.of(example);
  const std::vector<int> partners = align(ours, theirs);
  for (std::size_t w = 0; w < example.size(); ++w) {
    if (example[w].copy.empty()) continue;
    pairs_.push_back(
        {example[w].copy, partners[w] < 0 ? "" : request[static_cast<std::size_t>(partners[w])].copy});
  }
}

std::optional<std::string> WordSubstitution::operator()(const std::string& text) const {
  bool known = false;
  for (const Pair& pair : pairs_) {
    if (pair.example != text) continue;
    if (!pair.request.empty()) return pair.request;
    known = true;
  }
  return known ? std::nullopt : std::optional(text);
}

ActionTree make_action_tree(const grammar::TreeCodec& codec, const text::EncodedSource& source,
                            const std::vector<Step>& derivation, const WordSubstitution& substitution,
                            bool drop_unmapped) {
  return Builder(codec, source, substitution, drop_unmapped).build(derivation);
}

}  // namespace treewright::recode
