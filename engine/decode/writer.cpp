#include "engine/decode/writer.h"

#include <algorithm>

#include "engine/syntax/keyword_rules.h"
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
      any_content_(constraint.terminal({TokenKind::content, "x"})) {
  if (constrained && constraint.language() != nullptr) check_.emplace(*constraint.language(), surroundings);
}

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
  if (check_ && token.text == constraint_.language()->keywords->named_elements.sign && repeats_name(draft))
    return false;
  draft.state = session_->advance(draft.state, terminal);
  const bool in_string = draft.nesting.ends_with('s');
  if (token.kind == TokenKind::string_start) draft.nesting += 's';
  if (token.kind == TokenKind::string_end && in_string) draft.nesting.pop_back();
  if (token.text == "{" && in_string) draft.nesting += 'i';
  if (token.text == "}" && draft.nesting.ends_with('i')) draft.nesting.pop_back();
  const bool ends_line = token.kind == TokenKind::newline || token.kind == TokenKind::indent;
  nodes_.push_back({draft.tokens, std::move(token), draft.state});
  draft.tokens = static_cast<std::int32_t>(nodes_.size()) - 1;
  return !ends_line || !check_ || ended(draft.tokens).has_value();
}

/// Whether the last token names an element of the open brackets by the name of one before it.
bool Writer::repeats_name(const Draft& draft) const {
  const syntax::NamedElements& words = constraint_.language()->keywords->named_elements;
  const auto before = [&](std::int32_t at) {
    return at < 0 ? -1 : nodes_[static_cast<std::size_t>(at)].parent;
  };
  const auto is = [&](std::int32_t at, std::string_view text) {
    return at >= 0 &&
           nodes_[static_cast<std::size_t>(at)].token == Token{TokenKind::symbol, std::string(text)};
  };
  const auto is_name = [&](std::int32_t at) {
    return is(before(at), words.open) || is(before(at), words.separator);
  };
  if (draft.tokens < 0 || !is_name(draft.tokens)) return false;
  const std::string& name = nodes_[static_cast<std::size_t>(draft.tokens)].token.text;
  int depth = 0;
  bool repeated = false;
  for (std::int32_t at = before(draft.tokens); at >= 0; at = before(at)) {
    const Token& token = nodes_[static_cast<std::size_t>(at)].token;
    if (token.kind == TokenKind::newline || token.kind == TokenKind::indent) return false;
    if (token.kind != TokenKind::symbol) continue;
    if (token.text == ")" || token.text == "]" || token.text == "}") ++depth;
    if ((token.text == "(" || token.text == "[" || token.text == "{") && depth-- == 0)
      return repeated && token.text == words.open;
    const std::int32_t named = before(at);
    repeated |= depth == 0 && token.text == words.sign && is_name(named) &&
                nodes_[static_cast<std::size_t>(named)].token.text == name;
  }
  return false;
}

/// The tokens up to `last`.
std::vector<Token> Writer::written(std::int32_t last) const {
  std::vector<Token> tokens;
  for (; last >= 0; last = nodes_[static_cast<std::size_t>(last)].parent)
    tokens.push_back(nodes_[static_cast<std::size_t>(last)].token);
  std::ranges::reverse(tokens);
  return tokens;
}

/// The tokens up to `last` and their shortest ending; nothing where that makes no statements.
std::optional<std::vector<Token>> Writer::ended(std::int32_t last) {
  grammar::State state = last < 0 ? session_->start() : nodes_[static_cast<std::size_t>(last)].state;
  std::vector<Token> tokens = written(last);
  for (Token& token : session_->shortest_ending(state)) {
    state = session_->advance(state, constraint_.terminal(token));
    tokens.push_back(std::move(token));
  }
  if (!session_->may_end(state) || (check_ && !check_->takes(tokens))) return std::nullopt;
  return tokens;
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

std::vector<Token> Writer::finish(const Draft& draft) {
  Draft closed = draft;
  std::int32_t last =
      close(closed) ? closed.tokens : draft.tokens;  // an open word that is no word is left out
  if (!constrained_) return written(last);
  for (; last >= 0; last = nodes_[static_cast<std::size_t>(last)].parent) {
    if (auto tokens = ended(last)) return *std::move(tokens);
  }
  return ended(last).value_or(std::vector<Token>{});
}

}  // namespace treewright::decode
