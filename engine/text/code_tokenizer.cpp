#include <algorithm>

#include "engine/syntax/layout_rules.h"
#include "engine/text/code_tokens.h"
#include "engine/text/code_tree.h"

namespace treewright::text {
namespace {

using syntax::LayoutRules;

/// The leaves in document order, with line structure between them.
class Tokenizer {
 public:
  Tokenizer(const LayoutRules& rules, const CodeTree& tree) : rules_(rules), tree_(tree) {}

  Result<std::vector<Token>> run(std::vector<std::uint32_t>* leaves) {
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      leave_until(i);
      enter(i);
    }
    leave_until(static_cast<std::uint32_t>(tree_.size()));
    if (!problem_.empty()) return failure("code: {}", problem_);
    if (leaves != nullptr) *leaves = std::move(leaves_);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] const CodeNode& node(std::uint32_t i) const { return tree_[i]; }

  void enter(std::uint32_t i) {
    path_.push_back(i);
    if (node(i).type == rules_.block) return write(TokenKind::indent);
    if (node(i).end == i + 1) write_leaf(node(i));
  }

  void leave_until(std::uint32_t i) {
    while (!path_.empty() && node(path_.back()).end <= i) {
      const std::string_view type = node(path_.back()).type;
      path_.pop_back();
      if (type == rules_.block) close_block();
      if (path_.empty()) return;
      if (syntax::contains(rules_.lines, type) ||
          syntax::contains(rules_.statement_lists, node(path_.back()).type))
        end_line();
    }
  }

  void close_block() {
    if (tokens_.back().kind == TokenKind::indent) problem_ = "a block without statements";
    write(TokenKind::dedent);
  }

  /// A statement that ends in a block has its line end already.
  void end_line() {
    if (tokens_.empty()) return;
    const TokenKind last = tokens_.back().kind;
    if (last != TokenKind::newline && last != TokenKind::indent && last != TokenKind::dedent)
      write(TokenKind::newline);
  }

  void write_leaf(const CodeNode& leaf) {
    if (leaf.type == rules_.string_start) return write(TokenKind::string_start, leaf.text);
    if (leaf.type == rules_.string_end) return write(TokenKind::string_end);
    if (leaf.type == rules_.string_content) return write(TokenKind::content, leaf.text);
    if (syntax::contains(rules_.names, leaf.type)) return write(TokenKind::identifier, leaf.text);
    if (syntax::contains(rules_.numbers, leaf.type)) return write(TokenKind::number, leaf.text);
    if (!leaf.text.empty()) write(TokenKind::symbol, leaf.text);
  }

  void write(TokenKind kind, std::string_view written = {}) {
    const bool layout = kind == TokenKind::newline || kind == TokenKind::indent || kind == TokenKind::dedent;
    tokens_.push_back({kind, std::string(written)});
    leaves_.push_back(layout ? no_node : path_.back());
  }

  const LayoutRules& rules_;
  const CodeTree& tree_;
  std::vector<std::uint32_t> path_;  ///< from the root to the node under way
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> leaves_;  ///< by token
  std::string problem_;
};

}  // namespace

Result<std::vector<Token>> code_tokens(const syntax::Language& language, const CodeTree& tree,
                                       std::vector<std::uint32_t>* leaves) {
  return Tokenizer(*language.layout, tree).run(leaves);
}

Result<std::vector<Token>> tokenize(const syntax::Language& language, std::string_view code) {
  const auto tree = read_code_tree(language, code);
  if (!tree) return tl::unexpected(tree.error());
  auto tokens = code_tokens(language, *tree);
  const auto holds_line_end = [](const Token& token) {
    return token.text.find_first_of("\r\n") != std::string::npos;
  };
  if (tokens && std::ranges::any_of(*tokens, holds_line_end))
    return failure("code: a literal that holds a line end");
  return tokens;
}

}  // namespace treewright::text
