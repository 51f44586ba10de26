#include <algorithm>
#include <cctype>

#include "engine/syntax/layout_rules.h"
#include "engine/syntax/tree.h"
#include "engine/text/code_tokens.h"

namespace treewright::text {
namespace {

using syntax::LayoutRules;

bool contains(syntax::Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// "Rb'" and the like without quotes, in lower case; "u" says nothing, and "br" is "rb".
std::string string_prefix(std::string_view start) {
  std::string prefix;
  for (const char c : start) {
    if (c == '"' || c == '\'') break;
    prefix += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  std::erase(prefix, 'u');
  if (prefix == "br") return "rb";
  return prefix == "rf" ? "fr" : prefix;
}

/// Walks the tree once with a cursor (no recursion: trees may be deep) and writes tokens in document order.
class Tokenizer {
 public:
  Tokenizer(const LayoutRules& rules, TSNode root, std::string_view code)
      : rules_(rules), code_(code), cursor_(ts_tree_cursor_new(root)) {}
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() { ts_tree_cursor_delete(&cursor_); }

  Result<std::vector<Token>> run() {
    while (step()) {
    }
    if (!problem_.empty()) return tl::unexpected(Error{problem_});
    return std::move(tokens_);
  }

 private:
  /// A node on the way from the root to the cursor.
  struct Open {
    TSNode node;
    std::string_view type;
    std::size_t literal_from = 0;  ///< in a format specifier: the end of what is written so far
  };

  bool step() {
    const TSNode node = ts_tree_cursor_current_node(&cursor_);
    if (enter(node) && ts_tree_cursor_goto_first_child(&cursor_)) return true;
    leave();
    while (problem_.empty() && !path_.empty()) {
      if (ts_tree_cursor_goto_next_sibling(&cursor_)) return true;
      ts_tree_cursor_goto_parent(&cursor_);
      leave();
    }
    return false;
  }

  /// Whether the children are to be visited.
  bool enter(TSNode node) {
    const std::string_view type = ts_node_type(node);
    write_literal_before(ts_node_start_byte(node));
    path_.push_back({node, type, ts_node_start_byte(node)});
    if (ts_node_is_extra(node)) return false;
    if (type == rules_.block) write(TokenKind::indent);
    if (type == rules_.string_content) {
      write_literal(text(node));
      return false;
    }
    if (ts_node_child_count(node) > 0 || type == rules_.block) return true;
    write_leaf(node, type);
    return false;
  }

  void leave() {
    const Open closed = path_.back();
    if (closed.type == rules_.format_specifier) write_literal_before(ts_node_end_byte(closed.node));
    path_.pop_back();
    if (closed.type == rules_.block) close_block(closed.node);
    if (path_.empty() || ts_node_is_extra(closed.node)) return;
    path_.back().literal_from = ts_node_end_byte(closed.node);
    if (contains(rules_.lines, closed.type) || contains(rules_.statement_lists, path_.back().type))
      end_line();
  }

  void close_block(TSNode node) {
    if (tokens_.back().kind == TokenKind::indent) fail(node, "a block without statements");
    write(TokenKind::dedent);
  }

  /// A statement that ends in a block has its line end already.
  void end_line() {
    if (tokens_.empty()) return;
    const TokenKind last = tokens_.back().kind;
    if (last != TokenKind::newline && last != TokenKind::indent && last != TokenKind::dedent)
      write(TokenKind::newline);
  }

  /// The text of a format specifier stands between its child nodes.
  void write_literal_before(std::size_t end) {
    if (path_.empty() || path_.back().type != rules_.format_specifier) return;
    const std::size_t begin = path_.back().literal_from;
    if (begin < end) write_literal(code_.substr(begin, end - begin));
    path_.back().literal_from = end;
  }

  void write_literal(std::string_view literal) {
    if (literal.find_first_of("\r\n") != std::string_view::npos) {
      fail(path_.back().node, "a literal that holds a line end");
    }
    write(TokenKind::content, literal);
  }

  void write_leaf(TSNode node, std::string_view type) {
    if (type == rules_.string_start) return write(TokenKind::string_start, string_prefix(text(node)));
    if (type == rules_.string_end) return write_string_end(node);
    if (contains(rules_.names, type)) return write(TokenKind::identifier, text(node));
    if (contains(rules_.numbers, type)) return write(TokenKind::number, text(node));
    if (type == rules_.separator || means_nothing(node)) return;
    if (!text(node).empty()) write(TokenKind::symbol, text(node));
  }

  /// Python's scanner takes a raw literal of escapes alone (r"\\") for a part of its closing quote.
  void write_string_end(TSNode node) {
    const std::string_view start = text(ts_node_child(path_[path_.size() - 2].node, 0));
    const std::size_t quote = start.size() - std::min(start.size(), start.find_first_of("\"'"));
    const std::string_view end = text(node);
    if (end.size() > quote) write_literal(end.substr(0, end.size() - quote));
    write(TokenKind::string_end);
  }

  /// Punctuation that only serves a layout over several lines.
  bool means_nothing(TSNode node) const {
    const Open& parent = path_[path_.size() - 2];
    const std::string_view symbol = text(node);
    if (symbol == "(" || symbol == ")") return contains(rules_.loose_parentheses, parent.type);
    if (symbol != ",") return false;
    const bool loose =
        contains(rules_.loose_comma, parent.type) ||
        (contains(rules_.loose_comma_of_two, parent.type) && ts_node_named_child_count(parent.node) > 1);
    return loose && closes(next_of(node));
  }

  static TSNode next_of(TSNode node) {
    TSNode next = ts_node_next_sibling(node);
    while (!ts_node_is_null(next) && ts_node_is_extra(next)) next = ts_node_next_sibling(next);
    return next;
  }
  static bool closes(TSNode node) {
    if (ts_node_is_null(node)) return false;
    const std::string_view type = ts_node_type(node);
    return type == ")" || type == "]" || type == "}";
  }

  void write(TokenKind kind, std::string_view written = {}) {
    tokens_.push_back({kind, std::string(written)});
  }

  void fail(TSNode node, std::string_view what) {
    if (problem_.empty()) problem_ = fmt::format("code line {}: {}", ts_node_start_point(node).row + 1, what);
  }

  std::string_view text(TSNode node) const { return syntax::node_text(node, code_); }

  const LayoutRules& rules_;
  std::string_view code_;
  TSTreeCursor cursor_;
  std::vector<Open> path_;
  std::vector<Token> tokens_;
  std::string problem_;
};

}  // namespace

Result<std::vector<Token>> tokenize(const syntax::Language& language, std::string_view code) {
  const syntax::Tree tree = syntax::Parser(language).parse(code);
  const std::size_t errors = syntax::count_errors(tree.root());
  if (errors > 0) return failure("code: {} syntax errors; give whole statements of {}", errors, language.id);
  return Tokenizer(*language.layout, tree.root(), code).run();
}

}  // namespace treewright::text
