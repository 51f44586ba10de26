#include "engine/recode/action_tree.h"

#include <algorithm>
#include <map>

namespace treewright::recode {
namespace {

using grammar::GuidedPlace;
using grammar::Step;

/// What a place takes must be what the text is: a substitute may be a number where a name stood.
bool fits(const text::EncodedSource& source, const std::vector<text::TargetStep>& steps,
          text::TextKinds takes) {
  if (steps.empty() || steps.front().copies.empty()) return !steps.empty();
  return (source.surface_kinds[static_cast<std::size_t>(steps.front().copies.front())] & takes) != 0;
}

/// Writes an example's texts as a decoder's actions.
class TextActions {
 public:
  TextActions(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
              const WordSubstitution& substitution, bool drop_unmapped)
      : vocabulary_(vocabulary),
        source_(source),
        substitution_(substitution),
        drop_unmapped_(drop_unmapped) {}

  /// Nothing where the text has no substitute, or `takes` is not what that is.
  [[nodiscard]] std::vector<std::int64_t> write(const std::string& text, bool content,
                                                text::TextKinds takes) const {
    auto written = substitution_(text);
    if (!written && !drop_unmapped_) written = text;
    std::vector<text::TargetStep> steps;
    if (!written || !text::append_text_steps(vocabulary_, source_, *written, content, steps)) return {};
    if (!fits(source_, steps, takes)) return {};
    std::vector<std::int64_t> actions;
    for (const text::TargetStep& step : steps) {
      const bool copied = step.number < 0 || (content && !step.copies.empty());
      actions.push_back(copied ? vocabulary_.size() + step.copies.front() : step.number);
    }
    return actions;
  }

 private:
  const text::Vocabulary& vocabulary_;
  const text::EncodedSource& source_;
  const WordSubstitution& substitution_;
  bool drop_unmapped_;
};

class Builder {
 public:
  Builder(const grammar::TreeCodec& codec, const TextActions& texts) : codec_(codec), texts_(texts) {}

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
    const bool content = codec_.system().text_kind(step.type) == grammar::TextKind::content;
    const std::vector<std::int64_t> actions = texts_.write(step.text, content, codec_.takes(step.slot));
    for (const std::int64_t action : actions) {
      parent = add(action, parent, place);
      place = {.slot = GuidedPlace::more_text};
    }
    if (!actions.empty()) add(grammar::Guidance::end_of_text, parent, place);
  }

  const grammar::TreeCodec& codec_;
  const TextActions& texts_;
  ActionTree tree_;
  std::vector<int> nodes_;                       ///< by step of the derivation; -1: a text's
  std::map<std::pair<int, int>, int> elements_;  ///< written so far, by parent and position
};

/// Empty where the token is left out.
std::vector<std::int64_t> actions_of(const text::Token& token, const text::Vocabulary& vocabulary,
                                     const TextActions& texts) {
  using text::TokenKind;
  if (token.kind == TokenKind::content) return texts.write(token.text, true, text::content_text);
  if (token.kind == TokenKind::identifier || token.kind == TokenKind::number)
    return texts.write(token.text, false, text::name_text | text::number_text);
  const int number = vocabulary.number(token);
  return number < 0 ? std::vector<std::int64_t>() : std::vector<std::int64_t>{number};
}

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
  const TextActions texts(codec.vocabulary(), source, substitution, drop_unmapped);
  return Builder(codec, texts).build(derivation);
}

ActionTree make_action_chain(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
                             const std::vector<text::Token>& tokens, const WordSubstitution& substitution,
                             bool drop_unmapped) {
  const TextActions texts(vocabulary, source, substitution, drop_unmapped);
  ActionTree chain;
  int parent = ActionNode::root;
  const auto add = [&](std::int64_t action) {
    chain.push_back({action, parent});
    parent = static_cast<int>(chain.size()) - 1;
  };
  for (const text::Token& token : tokens) {
    const std::vector<std::int64_t> actions = actions_of(token, vocabulary, texts);
    std::ranges::for_each(actions, add);
    if (actions.empty()) parent = ActionNode::unknown;
  }
  add(text::end);
  return chain;
}

}  // namespace treewright::recode
