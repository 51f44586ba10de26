#include "engine/text/code_tree.h"

#include <algorithm>
#include <cctype>

#include "engine/syntax/layout_rules.h"

namespace treewright::text {
namespace {

using syntax::LayoutRules;

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

/// Walks the tree once with a cursor (no recursion: trees may be deep).
class Reader {
 public:
  Reader(const LayoutRules& rules, TSNode root, std::string_view code)
      : rules_(rules), code_(code), cursor_(ts_tree_cursor_new(root)) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { ts_tree_cursor_delete(&cursor_); }

  CodeTree run(CodePlaces* places) {
    while (step()) {
    }
    if (places != nullptr) *places = std::move(places_);
    return std::move(tree_);
  }

 private:
  /// A node on the way from the root to the cursor.
  struct Open {
    TSNode node;
    std::string_view type;
    std::int64_t number = -1;      ///< in the tree; -1 where the node is left out
    std::size_t literal_from = 0;  ///< in a format specifier: the end of what is read so far
  };

  bool step() {
    const TSNode node = ts_tree_cursor_current_node(&cursor_);
    if (enter(node) && ts_tree_cursor_goto_first_child(&cursor_)) return true;
    leave();
    while (!path_.empty()) {
      if (ts_tree_cursor_goto_next_sibling(&cursor_)) return true;
      ts_tree_cursor_goto_parent(&cursor_);
      leave();
    }
    return false;
  }

  /// Whether the children are to be visited.
  bool enter(TSNode node) {
    const std::string_view type = ts_node_type(node);
    add_literal_before(ts_node_start_byte(node));
    path_.push_back({node, type, -1, ts_node_start_byte(node)});
    if (ts_node_is_extra(node) || means_nothing(node)) return false;
    syntax::ByteRange place = syntax::node_range(node);
    if (type == rules_.string_end) place.begin += add_hidden_literal(node);
    path_.back().number = static_cast<std::int64_t>(tree_.size());
    tree_.push_back({type, ts_node_is_named(node), 0, {}});
    places_.push_back(place);
    if (type != rules_.string_content && ts_node_child_count(node) > 0) return true;
    tree_.back().text = leaf_text(node, type);
    return false;
  }

  std::string leaf_text(TSNode node, std::string_view type) const {
    if (!ts_node_is_named(node)) return std::string(type);  // "#  if" is "#if"
    if (type == rules_.string_start) return string_prefix(text(node));
    return type == rules_.string_end ? std::string() : std::string(text(node));
  }

  void leave() {
    const Open closed = path_.back();
    if (closed.type == rules_.format_specifier) add_literal_before(ts_node_end_byte(closed.node));
    path_.pop_back();
    if (closed.number >= 0)
      tree_[static_cast<std::size_t>(closed.number)].end = static_cast<std::uint32_t>(tree_.size());
    if (!path_.empty() && !ts_node_is_extra(closed.node))
      path_.back().literal_from = ts_node_end_byte(closed.node);
  }

  /// The text of a format specifier stands between its child nodes.
  void add_literal_before(std::size_t end) {
    if (path_.empty() || path_.back().type != rules_.format_specifier) return;
    const std::size_t begin = path_.back().literal_from;
    if (begin < end) add_literal(code_.substr(begin, end - begin));
    path_.back().literal_from = end;
  }

  /// `literal` is a part of the code.
  void add_literal(std::string_view literal) {
    const auto begin = static_cast<std::size_t>(literal.data() - code_.data());
    if (tree_.back().type == rules_.string_content) {  // one run of text
      tree_.back().text += literal;
      places_.back().end = begin + literal.size();
      return;
    }
    places_.push_back({begin, begin + literal.size()});
    const auto end = static_cast<std::uint32_t>(tree_.size() + 1);
    tree_.push_back({rules_.string_content, true, end, std::string(literal)});
  }

  /// Python's scanner takes a raw literal of escapes alone (r"\\") for a part of its closing quote. Its
  /// length.
  std::size_t add_hidden_literal(TSNode string_end) {
    const std::string_view start = text(ts_node_child(path_[path_.size() - 2].node, 0));
    const std::size_t quote = start.size() - std::min(start.size(), start.find_first_of("\"'"));
    const std::string_view end = text(string_end);
    if (end.size() <= quote) return 0;
    add_literal(end.substr(0, end.size() - quote));
    return end.size() - quote;
  }

  /// Punctuation that only serves a layout over several lines, and what separates statements of one line.
  bool means_nothing(TSNode node) const {
    const std::string_view symbol = path_.back().type;
    if (ts_node_is_named(node) || path_.size() < 2) return false;
    if (symbol == rules_.separator) return true;
    const Open& parent = path_[path_.size() - 2];
    if (symbol == "(" || symbol == ")") return syntax::contains(rules_.loose_parentheses, parent.type);
    if (symbol != ",") return false;
    const bool loose =
        syntax::contains(rules_.loose_comma, parent.type) ||
        (syntax::contains(rules_.loose_comma_of_two, parent.type) && has_two_elements(parent.node));
    return loose && closes(next_of(node));
  }

  static bool has_two_elements(TSNode node) {
    std::size_t elements = 0;
    for (std::uint32_t i = 0; elements < 2 && i < ts_node_named_child_count(node); ++i)
      elements += ts_node_is_extra(ts_node_named_child(node, i)) ? 0 : 1;
    return elements == 2;
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

  std::string_view text(TSNode node) const { return syntax::node_text(node, code_); }

  const LayoutRules& rules_;
  std::string_view code_;
  TSTreeCursor cursor_;
  std::vector<Open> path_;
  CodeTree tree_;
  CodePlaces places_;  ///< of the tree's nodes
};

}  // namespace

Result<CodeTree> read_code_tree(const syntax::Language& language, std::string_view code, CodePlaces* places) {
  const syntax::Tree tree = syntax::Parser(language).parse(code);
  const std::size_t errors = syntax::count_errors(tree.root());
  if (errors > 0) return failure("code: {} syntax errors; give whole statements of {}", errors, language.id);
  return Reader(*language.layout, tree.root(), code).run(places);
}

}  // namespace treewright::text
