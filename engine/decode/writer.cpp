#include "engine/decode/writer.h"

#include <algorithm>

#include "engine/text/description.h"
#include "engine/text/written.h"

namespace treewright::decode {
namespace {

using text::Token;
using text::TokenKind;

}  // namespace

Writer::Writer(const text::Vocabulary& vocabulary, const text::EncodedSource& source,
               const grammar::Constraint& constraint, const engine::Surroundings& surroundings,
               grammar::Guidance* guidance, bool constrained)
    : vocabulary_(vocabulary),
      source_(source),
      constraint_(constraint),
      session_(constraint.begin(surroundings)),
      guidance_(guidance),
      constrained_(constrained),
      any_name_(constraint.terminal({TokenKind::identifier, "x"})),
      any_number_(constraint.terminal({TokenKind::number, "1"})),
      any_content_(constraint.terminal({TokenKind::content, "x"})) {}

Draft Writer::start() {
  Draft draft;
  draft.state = session_->start();
  if (guidance_ != nullptr) draft.hints = guidance_->root();
  return draft;
}

bool Writer::in_content(const Draft& draft) {
  if (draft.open) return draft.content;
  if (constrained_) return session_->allows(draft.state, any_content_);
  return draft.nesting.ends_with('s');
}

bool Writer::append(Draft& draft, Token token) {
  const grammar::Terminal terminal = constraint_.terminal(token);
  if (!session_->allows(draft.state, terminal)) return false;
  draft.state = session_->advance(draft.state, terminal);
  const bool in_string = draft.nesting.ends_with('s');
  if (token.kind == TokenKind::string_start) draft.nesting += 's';
  if (token.kind == TokenKind::string_end && in_string) draft.nesting.pop_back();
  if (token.text == "{" && in_string) draft.nesting += 'i';
  if (token.text == "}" && draft.nesting.ends_with('i')) draft.nesting.pop_back();
  nodes_.push_back({draft.tokens, std::move(token)});
  draft.tokens = static_cast<std::int32_t>(nodes_.size()) - 1;
  return true;
}

bool Writer::close(Draft& draft) {
  if (!draft.open) return true;
  draft.open = false;
  if (draft.content) return append(draft, {TokenKind::content, std::move(draft.text)});
  if (text::is_identifier(draft.text)) return append(draft, {TokenKind::identifier, std::move(draft.text)});
  return text::is_plain_number(draft.text) && append(draft, {TokenKind::number, std::move(draft.text)});
}

bool Writer::open_word(Draft& draft, std::string text, bool copied) {
  const bool name = session_->allows(draft.state, any_name_),
             number = session_->allows(draft.state, any_number_);
  const bool fits = text.empty() ? name || number : text::is_identifier(text) ? name : number;
  if (!fits || !text::may_become_word(text)) return false;
  draft.open = true;
  draft.copied = copied;
  draft.content = false;
  draft.text = std::move(text);
  return true;
}

bool Writer::open_content(Draft& draft, std::string text) {
  draft.open = draft.content = true;
  draft.copied = false;
  draft.text = std::move(text);
  return true;
}

bool Writer::add_piece(Draft& draft, const std::string& piece) {
  if (!text::is_literal_text(piece)) return false;
  if (in_content(draft)) {
    if (!draft.open) return open_content(draft, piece);
    draft.text += piece;
    return true;
  }
  if (piece[0] == ' ') return close(draft) && !in_content(draft) && open_word(draft, piece.substr(1), false);
  if (!draft.open || draft.copied) return false;
  draft.text += piece;
  return text::may_become_word(draft.text);
}

bool Writer::add_copy(Draft& draft, const std::string& surface) {
  if (!text::is_literal_text(surface)) return false;
  if (in_content(draft)) {
    if (!draft.open) return open_content(draft, surface);
    draft.text += surface;
    return true;
  }
  return close(draft) && (text::is_identifier(surface) || text::is_plain_number(surface)) &&
         open_word(draft, surface, true);
}

bool Writer::apply(Draft& draft, std::int64_t action, std::int64_t /*row*/) {
  if (!write(draft, action)) return false;
  if (guidance_ != nullptr) draft.hints = guidance_->after(draft.hints, {}, action);
  return true;
}

bool Writer::find_hints(const Draft& draft, StepHints& hints) const {
  if (guidance_ == nullptr) return false;
  const auto boosts = guidance_->boosts(draft.hints, {});
  hints.next.assign(boosts.begin(), boosts.end());
  return true;
}

bool Writer::write(Draft& draft, std::int64_t action) {
  const auto number = static_cast<int>(action);
  if (number >= vocabulary_.size())
    return add_copy(draft, source_.surfaces[static_cast<std::size_t>(number - vocabulary_.size())]);
  if (number >= vocabulary_.first_piece()) return add_piece(draft, vocabulary_.piece(number));
  if (number == text::pad || number == text::begin || !close(draft)) return false;
  if (number == text::end) return draft.tokens >= 0 && session_->may_end(draft.state);
  return append(draft, vocabulary_.token(number));
}

std::vector<Token> Writer::finish(Draft draft) {
  Draft closed = draft;
  if (!close(closed)) {  // an open word that is no word: leave it out
    closed = std::move(draft);
    closed.open = false;
  }
  std::vector<Token> tokens;
  for (std::int32_t at = closed.tokens; at >= 0; at = nodes_[static_cast<std::size_t>(at)].parent) {
    tokens.push_back(nodes_[static_cast<std::size_t>(at)].token);
  }
  std::reverse(tokens.begin(), tokens.end());
  for (Token& token : session_->shortest_ending(closed.state)) tokens.push_back(std::move(token));
  return tokens;
}

}  // namespace treewright::decode
