#include "engine/text/code_spacing.h"

#include <cctype>

namespace treewright::text {
namespace {

bool is_word(std::string_view text) {
  const unsigned char c = text.empty() ? ' ' : static_cast<unsigned char>(text.front());
  return std::isalpha(c) != 0 || c == '_' || c >= 0x80;
}

}  // namespace

bool is_one_of(std::string_view text, std::string_view characters) {
  return text.size() == 1 && characters.find(text.front()) != std::string_view::npos;
}

void Spacing::reset() {
  levels_.assign(1, Level{Inside::line});
  last_ = Last::nothing;
  last_text_.clear();
  last_is_number_ = last_tight_ = definition_ = false;
}

bool Spacing::space_before(const Token& next) const {
  if (levels_.back().is(Inside::literal) || levels_.back().is(Inside::format)) return false;
  switch (last_) {
    case Last::nothing:
      return false;
    case Last::open:  // "{ {" in an f-string, where "{{" is an escape
      return levels_.back().is(Inside::interpolation) && next.text.starts_with('{');
    case Last::prefix:  // "* *x" must not become "**x"
      return next.text.starts_with('*') && last_text_ == "*";
    default:
      return next.kind == TokenKind::symbol ? space_before_symbol(next) : space_after_last(next);
  }
}

bool Spacing::space_before_symbol(const Token& next) const {
  const Level& level = levels_.back();
  if (next.text.starts_with('!') && next.text != "!=") return false;  // "!r" of an f-string
  if (next.text == "}") return level.is(Inside::interpolation) && last_text_ == "}";
  if (is_one_of(next.text, ",;:)]")) return next.text == ":" && last_ == Last::comma;  // "x[a, :]"
  if (next.text == "=") return !tight_equals();
  if (next.text == "." || next.text == "...") {
    if (last_ == Last::value) return next.text == "..." || last_is_number_;
    return last_ == Last::dot ? false : space_after_last(next);
  }
  if (is_one_of(next.text, "([") && last_ == Last::value) return false;
  if (last_ == Last::dot && is_word(next.text)) return true;  // "from . import"
  return space_after_last(next);
}

bool Spacing::space_after_last(const Token& next) const {
  if (last_tight_ || last_ == Last::dot) return false;
  if (last_ == Last::colon) return !levels_.back().is(Inside::subscript);
  return !next.text.empty() || next.kind == TokenKind::string_start;
}

bool Spacing::tight_equals() const {
  const Level& level = levels_.back();
  if (level.lambdas > 0) return true;
  if (level.is(Inside::parameters)) return !level.annotated;
  return level.is(Inside::call) || level.is(Inside::interpolation);
}

bool Spacing::is_prefix(const Token& token) const {
  if (last_ == Last::nothing && token.text == rules_.decorator) return true;
  return last_ != Last::value && syntax::contains(rules_.prefix_operators, token.text);
}

Spacing::Last Spacing::classify(const Token& token) const {
  if (token.kind == TokenKind::identifier || token.kind == TokenKind::number) return Last::value;
  if (syntax::contains(rules_.value_words, token.text)) return Last::value;
  if (is_one_of(token.text, ")]}") || token.text.starts_with("!")) {
    return token.text == "!=" ? Last::binary : Last::value;
  }
  if (is_one_of(token.text, "([{")) return Last::open;
  if (token.text == ",") return Last::comma;
  if (token.text == ":") return Last::colon;
  if (token.text == ".") return Last::dot;
  if (is_word(token.text)) return Last::keyword;
  return is_prefix(token) ? Last::prefix : Last::binary;
}

void Spacing::advance(const Token& token) {
  if (token.kind == TokenKind::string_start) {
    levels_.push_back({Inside::literal});
    last_ = Last::literal;
    return;
  }
  if (token.kind == TokenKind::content) return;
  if (token.kind == TokenKind::string_end) {
    if (levels_.size() > 1) levels_.pop_back();
    last_ = Last::value;
    last_is_number_ = last_tight_ = false;
    return;
  }
  Last kind = classify(token);
  if (kind == Last::colon && levels_.back().lambdas > 0) kind = Last::binary;
  last_tight_ = token.text == "=" && tight_equals();
  if (kind == Last::open) open(token);
  if (is_one_of(token.text, ")]}")) close(token);
  if (token.text == ":") colon();
  if (kind == Last::comma) levels_.back().annotated = false;
  if (token.text == rules_.lambda) ++levels_.back().lambdas;
  if (syntax::contains(rules_.definition_words, token.text)) definition_ = true;
  last_ = kind;
  last_text_ = token.text;
  last_is_number_ = token.kind == TokenKind::number;
}

void Spacing::open(const Token& token) {
  const bool after_value = last_ == Last::value;
  if (token.text == "{") {
    const bool filled = levels_.back().is(Inside::literal) || levels_.back().is(Inside::format);
    levels_.push_back({filled ? Inside::interpolation : Inside::braces});
  } else if (definition_ && after_value) {
    levels_.push_back({Inside::parameters});
    if (token.text == "(") definition_ = false;
  } else if (token.text == "[") {
    levels_.push_back({after_value ? Inside::subscript : Inside::group});
  } else {
    levels_.push_back({after_value ? Inside::call : Inside::group});
  }
}

void Spacing::close(const Token& token) {
  if (token.text == "}" && levels_.back().is(Inside::format)) levels_.pop_back();
  if (levels_.size() > 1) levels_.pop_back();
}

void Spacing::colon() {
  Level& level = levels_.back();
  if (level.lambdas > 0) {
    --level.lambdas;
  } else if (level.is(Inside::interpolation)) {
    levels_.push_back({Inside::format});
  } else {
    level.annotated = true;
  }
}

}  // namespace treewright::text
