#include "completion/commented_code.h"

#include <algorithm>

#include "completion/rules.h"
#include "completion/walk.h"
#include "engine/syntax/tree.h"
#include "engine/text/fragment.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::size_t most_bytes = 4000;

/// What no sentence reads as: a call whose bracket follows at once, an assignment of a value, a statement of
/// the language's own words.
bool is_sign_of_code(const Rules& rules, TSNode node, std::string_view code) {
  if (!rules.is(node, role_code)) return false;
  if (rules.is(node, role_declared)) return !ts_node_is_null(ts_node_child_by_field_name(node, "right", 5));
  const TSNode arguments = ts_node_child_by_field_name(node, "arguments", 9);
  if (ts_node_is_null(arguments)) return true;
  const std::size_t begin = ts_node_start_byte(arguments);
  return begin == 0 || !is_space(code[begin - 1]);
}

/// "x == 1" is code; "x is empty" and "not x" are words.
bool compares_by_sign(TSNode node, std::string_view code) {
  const TSNode sign = ts_node_child_by_field_name(node, "operators", 9);
  return !ts_node_is_null(sign) && !is_letter(code[ts_node_start_byte(sign)]);
}

bool reads_as_code(const syntax::Language& language, std::string_view text) {
  const std::string code = text::complete_fragment(text);
  const syntax::Tree tree = syntax::Parser(language).parse(code);
  if (tree.empty() || syntax::count_errors(tree.root()) > 0) return false;
  const Rules& rules = rules_for(language);
  bool sign = false, prose = false;
  walk(tree.root(), [&](TSNode node) {
    prose |= rules.is(node, role_prose);
    sign |= is_sign_of_code(rules, node, code) ||
            (rules.is(node, role_comparison) && compares_by_sign(node, code));
    return !prose;
  });
  return sign && !prose;
}

}  // namespace

bool is_commented_code(const syntax::Language& language, const std::vector<std::string>& lines) {
  std::string whole;
  std::size_t of_code = 0, count = 0, bytes = 0;
  const std::string indentation =
      lines.empty() ? std::string() : lines.front().substr(0, lines.front().find_first_not_of(" \t"));
  for (const std::string& line : lines) {
    bytes += line.size();
    if (bytes > most_bytes) return false;
    whole += dedent(line, indentation);
  }
  if (reads_as_code(language, whole)) return true;
  for (const std::string& line : lines) {
    if (trim(line).empty()) continue;
    ++count;
    if (reads_as_code(language, trim(line))) ++of_code;
  }
  return count > 1 && 2 * of_code > count;
}

}  // namespace treewright::completion
