#include <algorithm>
#include <array>
#include <cctype>

#include "engine/syntax/layout_rules.h"
#include "engine/text/code_spacing.h"
#include "engine/text/code_tokens.h"

namespace treewright::text {
namespace {

/// Where the first `quote` of `text` that no backslash escapes begins.
std::size_t find_end(std::string_view text, std::string_view quote) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(quote)) return i;
    if (text[i] == '\\') ++i;
  }
  return std::string_view::npos;
}

/// What a string literal contains at its own level, and whether it is the only thing in the line.
struct Literal {
  std::string content;
  bool raw = false;
  bool alone = false;
};

Literal literal_at(const std::vector<Token>& tokens, std::size_t start) {
  Literal literal;
  literal.raw = tokens[start].text.find('r') != std::string::npos;
  int nested = 0;
  for (std::size_t i = start + 1; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::string_start) ++nested;
    if (token.kind == TokenKind::string_end && nested-- == 0) {
      literal.alone = i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::newline;
      return literal;
    }
    if (nested == 0) literal.content += token.kind == TokenKind::content ? token.text : " ";
  }
  return literal;
}

/// Whether a literal in these quotes ends where its content does, and not before.
bool fits(const Literal& literal, std::string_view quote) {
  const std::string& content = literal.content;
  if (quote.size() == 1 && content.find_first_of("\r\n") != std::string::npos) return false;
  return find_end(content + std::string(quote), quote) == content.size();
}

/// Double quotes unless the content holds one; not those of an enclosing literal where others serve.
std::string_view choose_quote(const Literal& literal, bool docstring,
                              const std::vector<std::string_view>& open) {
  static constexpr std::array<std::string_view, 4> quotes{"\"", "'", "\"\"\"", "'''"};
  if (docstring && literal.alone && open.empty() && fits(literal, quotes[2])) return quotes[2];
  const auto taken = [&](std::string_view quote) {
    return std::ranges::any_of(open, [&](std::string_view used) { return used.front() == quote.front(); });
  };
  for (const std::string_view quote :
       quotes) {  // in a raw literal the backslash before a quote is content too
    const bool clear = !literal.raw || literal.content.find(quote.front()) == std::string::npos;
    if (clear && !taken(quote) && fits(literal, quote)) return quote;
  }
  for (const std::string_view quote : quotes) {
    if (fits(literal, quote)) return quote;
  }
  return quotes[0];
}

class Renderer {
 public:
  Renderer(const syntax::LayoutRules& rules, const std::vector<Token>& tokens)
      : spacing_(rules), tokens_(tokens) {}

  std::vector<Line> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) write(i);
    end_line();
    return std::move(lines_);
  }

 private:
  void write(std::size_t i) {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case TokenKind::newline:
        return end_line();
      case TokenKind::indent:
        end_line();
        ++depth_;
        return;
      case TokenKind::dedent:
        end_line();
        depth_ = std::max(0, depth_ - 1);
        return;
      default:
        if (spacing_.space_before(token)) line_ += ' ';
        line_ += written(i);
        spacing_.advance(token);
    }
  }

  std::string written(std::size_t i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::string_start) {
      const bool docstring = line_.empty() && i > 0 && tokens_[i - 1].kind == TokenKind::indent;
      quotes_.push_back(choose_quote(literal_at(tokens_, i), docstring, quotes_));
      return token.text + std::string(quotes_.back());
    }
    if (token.kind != TokenKind::string_end) return token.text;
    if (quotes_.empty()) return "\"";
    std::string quote(quotes_.back());
    quotes_.pop_back();
    return quote;
  }

  void end_line() {
    if (!line_.empty()) lines_.push_back({depth_, std::move(line_)});
    line_.clear();
    quotes_.clear();
    spacing_.reset();
  }

  Spacing spacing_;
  const std::vector<Token>& tokens_;
  std::vector<Line> lines_;
  std::string line_;
  std::vector<std::string_view> quotes_;  ///< of the open literals, outermost first
  int depth_ = 0;
};

bool is_word_or_sign(TokenKind kind) { return kind == TokenKind::symbol || kind == TokenKind::identifier; }

}  // namespace

bool writes_alike(const std::vector<Token>& a, const std::vector<Token>& b) {
  return std::ranges::equal(a, b, [](const Token& one, const Token& other) {
    return one.text == other.text &&
           (one.kind == other.kind || (is_word_or_sign(one.kind) && is_word_or_sign(other.kind)));
  });
}

std::vector<Line> render(const syntax::Language& language, const std::vector<Token>& tokens) {
  return Renderer(*language.layout, tokens).run();
}

std::string join(const std::vector<Line>& lines, std::string_view unit) {
  std::string text;
  for (const Line& line : lines) {
    if (&line != &lines.front()) text += '\n';
    for (int i = 0; i < line.depth; ++i) text += unit;
    text += line.text;
  }
  return text;
}

}  // namespace treewright::text
