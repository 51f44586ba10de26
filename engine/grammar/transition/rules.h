#pragma once
// A grammar package's grammar.json
// (https://tree-sitter.github.io/tree-sitter/creating-parsers/2-the-grammar-dsl) as rule expressions, without
// what only the parser's tables need (precedence, fields, conflicts).

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace treewright::grammar {

struct Rule {
  enum class Kind {
    blank,     ///< nothing
    text,      ///< a fixed text: `value`
    pattern,   ///< a token of varying text
    symbol,    ///< another rule, or an external token: `value`
    alias,     ///< members[0], shown as the node `value`
    sequence,  ///< all members
    choice,    ///< one of the members
    list,      ///< members[0] any number of times, at least `least`, with `separator` between
  };
  Kind kind = Kind::blank;
  std::string value = {};
  bool named = false;  ///< of an alias
  std::vector<Rule> members = {};
  // Of a list (whose `value` is, in a literal, what opens that):
  std::size_t least = 0;
  std::string separator = {};  ///< empty: none
  bool trailing = false;       ///< the separator may follow the last element
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Rules {
  std::string name;   ///< of the grammar
  std::string start;  ///< the first rule: what a file is
  std::map<std::string, Rule, std::less<>> rules;
  std::set<std::string, std::less<>> externals;
  std::set<std::string, std::less<>> hidden;  ///< rules that make no node: by name, supertypes, inlined ones

  [[nodiscard]] bool is_hidden(std::string_view rule) const {
    return rule.starts_with('_') || hidden.contains(rule);
  }
};

/// Sequences and choices come flattened, and `X (s X)* s?` as the list that it is, also where hidden rules
/// stand between. Fails on what is no grammar.json.
[[nodiscard]] Result<Rules> parse_rules(std::string_view grammar_json);

}  // namespace treewright::grammar
