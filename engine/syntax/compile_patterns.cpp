#include "engine/syntax/compile_patterns.h"

#include <algorithm>

namespace treewright::syntax {
namespace {

constexpr std::string_view wildcard = "_";
using Names = std::vector<std::string_view>;

/// One pattern of a case, with the names that it binds.
class PatternCheck {
 public:
  explicit PatternCheck(const CheckRun& run) : run_(run), kinds_(run.rules.pattern) {}

  /// Elements of a list, of which one may be starred.
  void look_list(TSNode list, const Parts& elements) {
    std::size_t stars = 0;
    for (const Part& element : elements) {
      const Parts inner = parts_of(element.node);
      if (const Part* splat = find_part(inner, kinds_.splat); splat != nullptr) {
        ++stars;
        look_splat(splat->node, "*");
      } else {
        look(element.node);
      }
    }
    if (stars > 1) run_.refuse("one pattern of a list may be starred", list);
  }

  /// A node of kind `pattern`.
  void look(TSNode node) {
    const Parts named = named_parts(parts_of(node));
    if (named.empty()) return;
    if (named[0].kind == kinds_.alias) return look_alias(named[0].node);
    if (named[0].kind == kinds_.keyword)
      return run_.refuse("a keyword pattern stands in a class pattern", node);
    look_simple(named[0].node);
  }

  /// Whether it matches whatever there is.
  [[nodiscard]] bool is_open(TSNode node) const {
    const Parts parts = parts_of(node), named = named_parts(parts);
    const std::string_view kind = kind_of(node);
    if (named.empty()) return run_.text_of(node) == wildcard;
    if (kind == kinds_.name) return named.size() == 1;
    if (kind == run_.rules.identifier) return true;
    if (kind == kinds_.tuple) return is_group(parts) && is_open(named[0].node);
    if (kind == kinds_.pattern) return named.size() == 1 && parts.size() == 1 && is_open(named[0].node);
    if (kind == kinds_.alias) return is_open(named[0].node);
    return kind == kinds_.alternatives && is_open(parts.back().node);
  }

 private:
  [[nodiscard]] bool is_group(const Parts& parts) const {
    return named_parts(parts).size() == 1 && find_part(parts, run_.rules.separator) == nullptr;
  }

  void bind(TSNode node) {
    const std::string_view name = run_.text_of(node);
    if (name == wildcard) return;
    if (contains(run_.rules.never_bound, name)) run_.refuse("nothing may bind this name", node);
    if (std::ranges::find(names_, name) != names_.end()) run_.refuse("a pattern binds a name twice", node);
    names_.push_back(name);
  }

  void look_alias(TSNode node) {
    const Parts named = named_parts(parts_of(node));
    const Parts inner = named_parts(parts_of(named[0].node));
    if (!inner.empty() && inner[0].kind == kinds_.alias) run_.refuse("a pattern has one alias", node);
    look(named[0].node);
    if (run_.text_of(named.back().node) == wildcard) run_.refuse("an alias is a name", node);
    bind(named.back().node);
  }

  void look_splat(TSNode node, std::string_view star) {
    const Parts parts = parts_of(node);
    if (parts.size() != 2 || parts[0].kind != star) return run_.refuse("no such star stands here", node);
    if (star == "**" && run_.text_of(parts[1].node) == wildcard)
      run_.refuse("the rest of a mapping has a name", node);
    bind(parts[1].node);
  }

  void look_simple(TSNode node) {
    const std::string_view kind = kind_of(node);
    const Parts parts = parts_of(node), named = named_parts(parts);
    if (kind == kinds_.type) return look_type(named);
    if (kind == kinds_.splat) return run_.refuse("a starred pattern stands in a list", node);
    if (kind == kinds_.alternatives) return look_alternatives(node, parts);
    if (kind == kinds_.mapping) return look_mapping(node, parts);
    if (kind == kinds_.list) return look_list(node, named);
    if (kind == kinds_.tuple) return is_group(parts) ? look(named[0].node) : look_list(node, named);
    if (kind == kinds_.complex) return look_complex(node, named);
    if (kind == kinds_.name && named.size() == 1) return bind(node);
    if (contains(kinds_.literals, kind)) look_literal(node, kind);
  }

  void look_type(const Parts& named) {
    Names keywords;
    for (const Part& part : named) {
      if (part.kind != kinds_.pattern) continue;
      const Parts inner = parts_of(part.node);
      const Part* keyword = find_part(inner, kinds_.keyword);
      if (keyword != nullptr) {
        look_keyword(keyword->node, keywords);
      } else {
        if (!keywords.empty()) run_.refuse("a positional pattern follows a keyword's", part.node);
        look(part.node);
      }
    }
  }

  void look_keyword(TSNode node, Names& keywords) {
    const Parts named = named_parts(parts_of(node));
    const std::string_view name = run_.text_of(named[0].node);
    if (std::ranges::find(keywords, name) != keywords.end()) run_.refuse("two patterns of one keyword", node);
    keywords.push_back(name);
    if (named.size() > 1) look_simple(named[1].node);
  }

  /// All bind the same names.
  void look_alternatives(TSNode node, const Parts& parts) {
    const Names before = names_;
    Names all;
    bool first = true;
    for (const Part& part : parts) {
      if (!part.named && part.kind != wildcard) continue;
      names_ = before;
      if (part.named) look_simple(part.node);
      Names own(names_.begin() + static_cast<std::ptrdiff_t>(before.size()), names_.end());
      std::ranges::sort(own);
      if (!first && own != all) run_.refuse("alternatives bind different names", node);
      all = std::move(own);
      first = false;
      const bool last = ts_node_eq(part.node, parts.back().node);
      if (!last && is_open(part.node)) run_.refuse("an alternative is never reached", node);
    }
  }

  void look_mapping(TSNode node, const Parts& parts) {
    Names keys;
    for (const Part& part : parts) {
      if (part.field == "key") {
        look_key(part, keys);
      } else if (part.kind == kinds_.splat) {
        look_splat(part.node, "**");
        if (!ts_node_eq(part.node, named_parts(parts).back().node))
          run_.refuse("the rest of a mapping comes last", node);
      } else if (part.kind == kinds_.pattern) {
        look(part.node);
      }
    }
  }

  void look_key(const Part& key, Names& keys) {
    if (!key.named && key.kind != wildcard) return;  // a sign
    const bool value = key.kind == kinds_.name && named_parts(parts_of(key.node)).size() > 1;
    const bool literal = contains(kinds_.literals, key.kind) || key.kind == kinds_.complex;
    if (!value && !literal) return run_.refuse("a mapping's key is a literal or an attribute", key.node);
    look_simple(key.node);
    const std::string_view text = run_.text_of(key.node);
    if (literal && std::ranges::find(keys, text) != keys.end())
      run_.refuse("a mapping has a key twice", key.node);
    keys.push_back(text);
  }

  void look_complex(TSNode node, const Parts& named) {
    const auto is_imaginary = [&](const Part& part) {
      const std::string_view text = run_.text_of(part.node);
      return text.ends_with('j') || text.ends_with('J');
    };
    if (named.size() != 2 || is_imaginary(named[0]) || !is_imaginary(named[1]))
      run_.refuse("a complex number is a real and an imaginary one", node);
  }

  void look_literal(TSNode node, std::string_view kind) {
    if (kind == run_.rules.literal.concatenated) {
      for (const Part& part : named_parts(parts_of(node))) look_literal(part.node, part.kind);
    } else if (kind == run_.rules.literal.string) {
      const std::string_view text = run_.text_of(node);
      if (text.substr(0, text.find_first_of("'\"")).find_first_of("fF") != std::string_view::npos)
        run_.refuse("a format string is no pattern", node);
    }
  }

  const CheckRun& run_;
  const PatternKinds& kinds_;
  Names names_;
};

bool is_open(const CheckRun& run, const PatternCheck& check, const Parts& parts, const Parts& patterns) {
  return patterns.size() == 1 && find_part(parts, run.rules.separator) == nullptr &&
         find_field(parts, run.rules.pattern.guard) == nullptr && check.is_open(patterns[0].node);
}

}  // namespace

void check_patterns(const CheckRun& run, const Parts& statement) {
  const PatternKinds& kinds = run.rules.pattern;
  std::vector<TSNode> clauses;
  for (const Part& block : statement) {
    for (const Part& part : parts_of(block.node))
      if (part.kind == kinds.clause) clauses.push_back(part.node);
  }
  if (clauses.empty() && !statement.empty()) run.refuse("nothing is matched", statement[0].node);
  for (const TSNode clause : clauses) {
    const Parts parts = parts_of(clause);
    Parts patterns;
    std::ranges::copy_if(parts, std::back_inserter(patterns),
                         [&](const Part& part) { return part.kind == kinds.pattern; });
    PatternCheck check(run);
    const bool list = patterns.size() > 1 || find_part(parts, run.rules.separator) != nullptr;
    if (list) {
      check.look_list(clause, patterns);
    } else if (!patterns.empty()) {
      check.look(patterns[0].node);
    }
    const bool last = ts_node_eq(clause, clauses.back());
    if (!last && is_open(run, check, parts, patterns)) run.refuse("a case is never reached", clause);
  }
}

}  // namespace treewright::syntax
