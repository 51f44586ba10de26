// Whether a document is still as well-formed with a candidate as without, and as acceptable to the compiler.
#include <algorithm>

#include "completion/insert.h"
#include "completion/layout.h"
#include "completion/walk.h"
#include "engine/syntax/compile_check.h"
#include "engine/syntax/timed_parse.h"
#include "engine/syntax/unreached_code.h"

namespace treewright::completion {
namespace {

TSPoint point_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line = before.rfind('\n');
  const std::size_t column = line == std::string_view::npos ? offset : offset - line - 1;
  return {static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')),
          static_cast<std::uint32_t>(column)};
}

bool is_broken(TSNode node) { return ts_node_is_error(node) || ts_node_is_missing(node); }

bool touches(TSNode node, const syntax::ByteRange& range) {
  return ts_node_start_byte(node) <= range.end && ts_node_end_byte(node) >= range.begin;
}

// An error reaches to the last code before the edit: what stands there cannot be told.
std::size_t code_end_before(const Layout& layout, std::size_t offset) {
  Line line = layout.line_at(offset);
  if (!layout.is_code(line)) {
    const auto code = layout.code_before(line);
    if (!code) return offset;
    line = *code;
  }
  return std::min(line.begin + layout.indentation(line).size() + layout.content(line).size(), offset);
}

std::string without_margin(std::string_view code) {
  std::size_t margin = 0;
  std::string dedented;
  while (!code.empty()) {
    const std::size_t end = std::min(code.find_first_of("\r\n"), code.size());
    const std::string_view line = code.substr(0, end);
    const std::size_t text = std::min(line.find_first_not_of(" \t"), line.size());
    if (dedented.empty()) margin = text;
    if (text < line.size()) dedented.append(line.substr(std::min(margin, text))).push_back('\n');
    code.remove_prefix(std::min(end + 1, code.size()));
  }
  return dedented;
}

bool parses_alone(const syntax::Language& language, std::string_view code, const std::stop_token& stop) {
  const syntax::Tree tree = syntax::parse_in_time(language, without_margin(code), nullptr, stop);
  return !tree.empty() && syntax::count_errors(tree.root()) == 0;
}

constexpr syntax::CodePlace whole_file{
    .functions = 0, .in_function = false, .in_async = false, .in_loop = false, .whole_file = true};

/// The document before and after an edit.
struct Change {
  const Source& before;
  TSNode root;  ///< after it
  std::string_view text;
  syntax::ByteRange replaced, range;  ///< before and after it
};

/// Whether a rule was broken at the same place before.
bool is_old(const Change& change, const syntax::Violation& violation) {
  std::size_t begin = violation.at.begin;
  if (begin >= change.range.begin && begin < change.range.end) return false;
  if (begin >= change.range.end) begin = begin - change.range.end + change.replaced.end;
  const auto old = syntax::find_violations(*change.before.language, change.before.tree->root(),
                                           change.before.text, whole_file, {begin, begin + 1});
  return std::ranges::any_of(old, [&](const syntax::Violation& other) {
    return other.rule == violation.rule && other.at.begin == begin;
  });
}

/// Whether the compiler takes what is new, and all that it is a part of as before.
bool compiles(const Change& change) {
  const auto broken =
      syntax::find_violations(*change.before.language, change.root, change.text, whole_file, change.range);
  return std::ranges::all_of(broken, [&](const auto& each) { return is_old(change, each); });
}

/// Of code among errors, which may hide what it stands in: whether it is taken in some place.
bool compiles_among_errors(const Change& change) {
  const auto [begin, end] = change.range;
  const std::string code = without_margin(change.text.substr(begin, end - begin));
  const syntax::Language& language = *change.before.language;
  const syntax::Tree alone = syntax::Parser(language).parse(code);
  if (syntax::count_errors(alone.root()) == 0)
    return syntax::find_violations(language, alone.root(), code, {}, {0, code.size()}).empty();
  const auto broken = syntax::find_violations(language, change.root, change.text, {}, change.range);
  return std::ranges::none_of(broken,
                              [&](const auto& each) { return each.at.begin >= begin && each.at.end <= end; });
}

bool has_error_at(TSNode root, std::size_t offset) {
  bool found = false;
  walk(root, [&](TSNode node) {
    found |= is_broken(node) && touches(node, {offset, offset});
    return !found && ts_node_has_error(node) && touches(node, {offset, offset});
  });
  return found;
}

// A header without a body parses, but is no program.
bool is_empty_block(const Rules& rules, TSNode node) {
  return rules.is(node, role_block) && ts_node_named_child_count(node) == 0;
}

// Nothing broken that lies in the new text, or reaches into it from text that was whole.
bool is_sound(const Rules& rules, TSNode root, const syntax::ByteRange& range, bool was_broken) {
  bool sound = true;
  walk(root, [&](TSNode node) {
    if (!sound || !touches(node, range)) return false;
    const syntax::ByteRange at = syntax::node_range(node);
    const bool inside = at.begin >= range.begin && at.end <= range.end;
    if (is_broken(node) && (inside || !was_broken)) sound = false;
    if (inside && at.begin > range.begin && is_empty_block(rules, node)) sound = false;
    return sound;
  });
  return sound;
}

}  // namespace

bool is_valid_in_place(const Source& source, const TextEdit& edit, const std::stop_token& stop) {
  const auto [begin, end] = edit.range;
  std::string text(source.text.substr(0, begin));
  text.append(edit.text).append(source.text.substr(end));
  const std::size_t new_end = begin + edit.text.size();
  const syntax::Edit change{edit.range, new_end, point_at(source.text, begin), point_at(source.text, end),
                            point_at(text, new_end)};
  const syntax::Tree old = source.tree->edited(change);
  const syntax::Tree tree = syntax::parse_in_time(*source.language, text, &old, stop);
  if (tree.empty() || source.tree->empty()) return false;
  const std::size_t errors_before = syntax::count_errors(source.tree->root());
  if (syntax::count_errors(tree.root()) > errors_before) return false;
  const Layout layout(source);
  const bool was_broken =
      errors_before > 0 && has_error_at(source.tree->root(), code_end_before(layout, begin));
  if (was_broken && !parses_alone(*source.language, edit.text, stop)) return false;
  const syntax::ByteRange range{begin, new_end};
  if (!is_sound(layout.rules(), tree.root(), range, was_broken)) return false;
  const Change both{source, tree.root(), text, edit.range, range};
  if (errors_before > 0) return compiles_among_errors(both);
  return compiles(both) && !syntax::has_unreached_code(*source.language, tree.root(), range);
}

}  // namespace treewright::completion
