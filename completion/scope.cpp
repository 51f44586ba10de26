#include "completion/scope.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "completion/layout.h"
#include "completion/walk.h"
#include "support/text.h"
#include "support/unicode.h"

namespace treewright::completion {
namespace {

using engine::Name;
using engine::NameKind;

struct Bound {
  std::string_view text;
  NameKind kind;
  std::size_t at;
};

bool is_function(const Header& header) {
  return header.kind == BlockKind::function || header.kind == BlockKind::async_function;
}

class Names {
 public:
  Names(const Source& source, std::size_t offset, std::optional<syntax::ByteRange> hidden)
      : source_(source),
        layout_(source),
        rules_(layout_.rules()),
        offset_(std::min(offset, source.text.size())),
        hidden_(hidden),
        headers_(place_code(layout_, layout_.line_at(offset_)).headers) {}

  std::vector<Name> take(std::size_t limit) {
    const auto outermost = std::find_if(headers_.rbegin(), headers_.rend(), is_function);
    const bool inside = outermost != headers_.rend();
    std::vector<Bound> locals = inside ? bindings({outermost->begin, offset_}, true) : std::vector<Bound>{};
    std::vector<Bound> outer = bindings({0, inside ? source_.text.size() : offset_}, false);
    for (Bound& bound : outer) {
      if (bound.kind == NameKind::local && inside) bound.kind = NameKind::global;
    }
    for (std::vector<Bound>* bounds : {&locals, &outer}) sort_by_distance(*bounds);
    std::vector<Bound> all = parameters();
    if (!headers_.empty()) {
      const auto own =
          std::find_if(headers_.begin(), headers_.end(), [](const Header& h) { return !h.name.empty(); });
      if (own != headers_.end()) all.push_back({own->name, NameKind::enclosing, own->begin});
    }
    all.insert(all.end(), locals.begin(), locals.end());
    const std::vector<Bound> own_members = members();
    all.insert(all.end(), own_members.begin(), own_members.end());
    all.insert(all.end(), outer.begin(), outer.end());
    return choose(all, limit);
  }

 private:
  bool is_outside(TSNode node, const syntax::ByteRange& range) const {
    const syntax::ByteRange at = syntax::node_range(node);
    if (at.end <= range.begin || at.begin >= range.end) return true;
    return hidden_ && at.begin >= hidden_->begin && at.end <= hidden_->end;
  }

  std::string_view text_of(TSNode node) const { return syntax::node_text(node, source_.text); }

  bool holds_site(TSNode definition) const {
    const std::size_t begin = ts_node_start_byte(definition);
    return std::any_of(headers_.begin(), headers_.end(), [&](const Header& h) { return h.begin == begin; });
  }

  // Names bound in a range: with `deep` also in the functions that hold the site, and inside expressions.
  std::vector<Bound> bindings(const syntax::ByteRange& range, bool deep) const {
    std::vector<Bound> found;
    if (source_.tree->empty()) return found;
    walk(source_.tree->root(), [&](TSNode node) {
      if (is_outside(node, range)) return false;
      const std::uint32_t roles = rules_.roles_of(node);
      if ((roles & (role_function | role_type)) != 0) {
        const bool ours = holds_site(node);
        const bool is_name_seen = ts_node_start_byte(node) > range.begin || !deep;
        if (is_name_seen) {
          add_definition(node, (roles & role_type) != 0 ? NameKind::type : NameKind::function, found);
        }
        return deep && ours;
      }
      if ((roles & role_binding) != 0) add_target(node, found);
      if ((roles & role_import) != 0) add_import(node, found);
      if ((roles & role_capture) != 0) add_capture(node, found);
      if ((roles & role_own_scope) != 0) return false;
      return deep || (roles & (role_container | role_wrapper)) != 0 || ts_node_is_error(node);
    });
    return found;
  }

  void add_definition(TSNode node, NameKind kind, std::vector<Bound>& found) const {
    const TSNode name = ts_node_child_by_field_name(node, "name", 4);
    if (!ts_node_is_null(name)) found.push_back({text_of(name), kind, ts_node_start_byte(node)});
  }

  void add_target(TSNode node, std::vector<Bound>& found) const {
    const TSNode target = ts_node_child_by_field_id(node, rules_.target_of(node));
    if (ts_node_is_null(target)) return;
    walk(target, [&](TSNode part) {
      if (rules_.is(part, role_identifier))
        found.push_back({text_of(part), NameKind::local, ts_node_start_byte(part)});
      return !rules_.is(part, role_opaque);
    });
  }

  // "case [first, *rest] as both" binds first, rest and both; "case Color.RED" and "case _" bind nothing.
  // What a pattern binds is its last part.
  void add_capture(TSNode pattern, std::vector<Bound>& found) const {
    const std::uint32_t parts = ts_node_named_child_count(pattern);
    if (parts == 0) return;
    TSNode name = ts_node_named_child(pattern, parts - 1);
    while (!rules_.is(name, role_identifier) && !rules_.is(name, role_capture | role_opaque) &&
           ts_node_child_count(name) == 1) {
      name = ts_node_child(name, 0);
    }
    if (rules_.is(name, role_identifier))
      found.push_back({text_of(name), NameKind::local, ts_node_start_byte(name)});
  }

  // "import a.b as c, d" binds c and d; "from x import y" binds y.
  void add_import(TSNode node, std::vector<Bound>& found) const {
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      do {
        const char* field = ts_tree_cursor_current_field_name(&cursor);
        if (field == nullptr || std::string_view(field) != "name") continue;
        const TSNode child = ts_tree_cursor_current_node(&cursor);
        const TSNode alias = ts_node_child_by_field_name(child, "alias", 5);
        const std::string_view name = text_of(ts_node_is_null(alias) ? child : alias);
        found.push_back({name.substr(0, name.find('.')), NameKind::import, ts_node_start_byte(child)});
      } while (ts_tree_cursor_goto_next_sibling(&cursor));
    }
    ts_tree_cursor_delete(&cursor);
  }

  std::vector<Bound> parameters() const {
    std::vector<Bound> found;
    for (const Header& header : headers_) {
      if (!is_function(header)) continue;
      const std::size_t after_name =
          static_cast<std::size_t>(header.name.data() - source_.text.data()) + header.name.size();
      for (const TSNode& node : layout_.path_to(after_name)) {
        if (rules_.is(node, role_parameters)) add_parameters(node, found);
      }
      if (found.empty()) split_parameters(after_name, found);
    }
    return found;
  }

  void add_parameters(TSNode list, std::vector<Bound>& found) const {
    for (std::uint32_t i = 0; i < ts_node_named_child_count(list); ++i) {
      bool taken = false;
      walk(ts_node_named_child(list, i), [&](TSNode part) {
        if (taken || rules_.is(part, role_comment)) return false;
        if (rules_.is(part, role_identifier)) {
          found.push_back({text_of(part), NameKind::parameter, ts_node_start_byte(part)});
          taken = true;
        }
        return !rules_.is(part, role_opaque);
      });
    }
  }

  // Where the header is too broken for the tree: "(a, b=1, *rest" by its commas.
  void split_parameters(std::size_t begin, std::vector<Bound>& found) const {
    const std::string_view text = source_.text;
    const std::size_t end = std::min({text.find_first_of(")\r\n", begin), text.size()});
    std::size_t at = begin;
    while (at < end) {
      while (at < end && !is_word_character(text[at])) ++at;
      const std::string_view name = text.substr(at, identifier_end(text, at) - at);
      if (!name.empty()) found.push_back({name, NameKind::parameter, at});
      at = std::min(text.find(',', at), end);
    }
  }

  // Attributes and methods of the innermost class around the site, the nearest use first.
  std::vector<Bound> members() const {
    std::vector<Bound> found;
    const auto header = std::find_if(headers_.begin(), headers_.end(),
                                     [](const Header& h) { return h.kind == BlockKind::type; });
    if (header == headers_.end() || source_.tree->empty()) return found;
    const syntax::ByteRange range{header->begin, class_end(*header)};
    walk(source_.tree->root(), [&](TSNode node) {
      if (is_outside(node, range)) return false;
      const std::uint32_t roles = rules_.roles_of(node);
      if ((roles & role_attribute) != 0) add_member_use(node, found);
      const bool is_own = ts_node_start_byte(node) == range.begin;
      if ((roles & role_function) != 0) add_definition(node, NameKind::member, found);
      if ((roles & role_type) != 0) return is_own || ts_node_start_byte(node) < range.begin;
      return true;
    });
    add_class_level(range, found);
    sort_by_distance(found);
    return found;
  }

  void add_member_use(TSNode node, std::vector<Bound>& found) const {
    const TSNode object = ts_node_child_by_field_name(node, "object", 6);
    const TSNode name = ts_node_child_by_field_name(node, "attribute", 9);
    if (ts_node_is_null(object) || ts_node_is_null(name)) return;
    const auto& selves = rules_.self_names;
    if (std::find(selves.begin(), selves.end(), text_of(object)) == selves.end()) return;
    found.push_back({text_of(name), NameKind::member, ts_node_start_byte(name)});
  }

  void add_class_level(const syntax::ByteRange& range, std::vector<Bound>& found) const {
    std::vector<Bound> bound;
    walk(source_.tree->root(), [&](TSNode node) {
      if (is_outside(node, range)) return false;
      const std::uint32_t roles = rules_.roles_of(node);
      if ((roles & role_function) != 0) return ts_node_start_byte(node) < range.begin;
      if ((roles & role_type) != 0) return ts_node_start_byte(node) <= range.begin;
      if ((roles & role_binding) != 0 && ts_node_start_byte(node) > range.begin) add_target(node, bound);
      return (roles & (role_container | role_wrapper)) != 0 || ts_node_is_error(node);
    });
    for (Bound& name : bound) {
      if (name.at < range.begin) continue;
      name.kind = NameKind::member;
      found.push_back(name);
    }
  }

  std::size_t class_end(const Header& header) const {
    for (const TSNode& node : layout_.path_to(header.begin)) {
      if (rules_.is(node, role_type) && ts_node_start_byte(node) == header.begin &&
          !ts_node_has_error(node)) {
        return ts_node_end_byte(node);
      }
    }
    const Line line = layout_.line_at(header.begin);
    const auto body = layout_.next(line);
    return body ? layout_.block_end(*body, header.width + 1).end : line.end;
  }

  void sort_by_distance(std::vector<Bound>& names) const {
    const auto distance = [&](const Bound& name) {
      return name.at < offset_ ? offset_ - name.at : name.at - offset_;
    };
    std::stable_sort(names.begin(), names.end(),
                     [&](const Bound& a, const Bound& b) { return distance(a) < distance(b); });
  }

  // First a share of each kind, so that no kind crowds out the others; then what room is left, in the same
  // order.
  static std::vector<Name> choose(const std::vector<Bound>& all, std::size_t limit) {
    constexpr std::array<std::size_t, engine::name_kind_count> share = {12, 16, 12, 12, 8, 8, 8, 1};
    std::array<std::size_t, engine::name_kind_count> used{};
    std::unordered_set<std::string> seen;  // Python takes names that are equal after NFKC for one
    std::vector<const Bound*> first, second;
    for (const Bound& bound : all) {
      const bool is_dunder = bound.text.starts_with("__") && bound.kind != NameKind::enclosing;
      if (bound.text.empty() || bound.text == "_" || is_dunder || !seen.insert(nfkc(bound.text)).second)
        continue;
      const auto kind = static_cast<std::size_t>(bound.kind);
      (used[kind]++ < share[kind] ? first : second).push_back(&bound);
    }
    first.insert(first.end(), second.begin(), second.end());
    if (first.size() > limit) first.resize(limit);
    std::vector<Name> names;
    names.reserve(first.size());
    for (const Bound* bound : first) names.push_back({std::string(bound->text), bound->kind});
    return names;
  }

  const Source& source_;
  Layout layout_;
  const Rules& rules_;
  std::size_t offset_;
  std::optional<syntax::ByteRange> hidden_;
  std::vector<Header> headers_;
};

}  // namespace

std::vector<Name> names_in_scope(const Source& source, std::size_t offset,
                                 std::optional<syntax::ByteRange> hidden, std::size_t limit) {
  return Names(source, offset, hidden).take(limit);
}

}  // namespace treewright::completion
