#include "completion/rules.h"

#include <map>
#include <memory>
#include <mutex>

namespace treewright::completion {
namespace {

struct NodeRow {
  std::string_view kind;
  std::uint32_t roles;
  std::string_view target = {};
};

struct LanguageRow {
  std::string_view id;
  std::string_view block_opener;
  std::span<const Keyword> headers;
  std::span<const std::string_view> continuations, soft_continuations, pragmas, self_names;
  std::span<const NodeRow> nodes;
};

constexpr Keyword python_headers[] = {
    {"async def", BlockKind::async_function},
    {"async for", BlockKind::loop},
    {"def", BlockKind::function},
    {"class", BlockKind::type},
    {"for", BlockKind::loop},
    {"while", BlockKind::loop},
};
constexpr std::string_view python_continuations[] = {"else", "elif", "except", "finally"};
constexpr std::string_view python_soft_continuations[] = {"case"};
// Lower case; a comment is compared without its marks and leading space.
constexpr std::string_view python_pragmas[] = {
    "!",          "-*-",       "coding:",      "coding=",   "noqa",    "type:",     "pylint:",
    "flake8:",    "mypy:",     "pragma:",      "fmt:",      "isort:",  "ruff:",     "yapf:",
    "nosec",      "pyright:",  "pyre-",        "vim:",      "vi:",     "cspell:",   "%%",
    "<codecell>", "spdx-",     "region",       "endregion", "lint:",   "doctest:",  "pytype:",
    "black:",     "nopep8",    "noinspection", "skylint:",  "bandit:", "autopep8:", "codespell:",
    "sourcery:",  "copyright",
};
constexpr std::string_view python_self_names[] = {"self", "cls"};
constexpr NodeRow python_nodes[] = {
    {"comment", role_comment},
    {"string", role_string},
    {"concatenated_string", role_string},
    {"module", role_container | role_block},
    {"block", role_container | role_block},
    {"function_definition", role_container | role_function | role_code},
    {"class_definition", role_container | role_type | role_code},
    {"decorated_definition", role_container | role_code},
    {"if_statement", role_container | role_code},
    {"elif_clause", role_container | role_code},
    {"else_clause", role_container | role_code},
    {"for_statement", role_container | role_binding | role_code, "left"},
    {"while_statement", role_container | role_code},
    {"try_statement", role_container | role_code},
    {"except_clause", role_container},
    {"except_group_clause", role_container},
    {"finally_clause", role_container},
    {"with_statement", role_container | role_code},
    {"match_statement", role_container | role_code},
    {"case_clause", role_container},
    {"case_pattern", role_wrapper | role_capture},
    {"splat_pattern", role_wrapper | role_capture},
    {"keyword_pattern", role_wrapper | role_capture},
    {"with_clause", role_wrapper},
    {"with_item", role_wrapper},
    {"expression_statement", role_wrapper | role_statement},
    {"return_statement", role_statement},
    {"raise_statement", role_statement},
    {"pass_statement", role_statement | role_code},
    {"break_statement", role_statement | role_code},
    {"continue_statement", role_statement | role_code},
    {"assert_statement", role_statement},
    {"delete_statement", role_statement | role_code},
    {"global_statement", role_statement | role_code},
    {"nonlocal_statement", role_statement | role_code},
    {"parameters", role_parameters},
    {"assignment", role_binding | role_code | role_declared, "left"},
    {"named_expression", role_binding, "name"},
    {"as_pattern", role_binding | role_capture, "alias"},
    {"import_statement", role_import | role_statement | role_code},
    {"import_from_statement", role_import | role_statement | role_code},
    {"attribute", role_attribute | role_opaque},
    {"identifier", role_identifier},
    {"lambda", role_own_scope | role_opaque},
    {"list_comprehension", role_own_scope | role_opaque | role_code},
    {"set_comprehension", role_own_scope | role_opaque | role_code},
    {"dictionary_comprehension", role_own_scope | role_opaque | role_code},
    {"generator_expression", role_own_scope | role_opaque | role_code},
    {"subscript", role_opaque | role_code},
    {"type", role_opaque},
    {"call", role_opaque | role_code},
    {"augmented_assignment", role_code},
    {"list", role_code},
    {"dictionary", role_code},
    {"decorator", role_code},
    {"comparison_operator", role_comparison},
    {"print_statement", role_prose},
    {"exec_statement", role_prose},
};

constexpr LanguageRow languages[] = {
    {"python", ":", python_headers, python_continuations, python_soft_continuations, python_pragmas,
     python_self_names, python_nodes},
};

void resolve_nodes(const LanguageRow& row, const TSLanguage* grammar, Rules& rules) {
  std::map<std::string_view, const NodeRow*> by_kind;
  for (const NodeRow& node : row.nodes) by_kind[node.kind] = &node;
  for (TSSymbol symbol = 0; symbol < rules.roles.size(); ++symbol) {
    if (ts_language_symbol_type(grammar, symbol) != TSSymbolTypeRegular) continue;
    const auto found = by_kind.find(ts_language_symbol_name(grammar, symbol));
    if (found == by_kind.end()) continue;
    const NodeRow& node = *found->second;
    rules.roles[symbol] = node.roles;
    if (node.target.empty()) continue;
    rules.targets[symbol] = ts_language_field_id_for_name(grammar, node.target.data(),
                                                          static_cast<std::uint32_t>(node.target.size()));
  }
}

std::unique_ptr<const Rules> make_rules(const syntax::Language& language) {
  auto rules = std::make_unique<Rules>();
  rules->line_comment = language.line_comment;
  const std::uint32_t symbols = ts_language_symbol_count(language.grammar);
  rules->roles.resize(symbols);
  rules->targets.resize(symbols);
  for (const LanguageRow& row : languages) {
    if (row.id != language.id) continue;
    rules->block_opener = row.block_opener;
    rules->headers = row.headers;
    rules->continuations = row.continuations;
    rules->soft_continuations = row.soft_continuations;
    rules->pragmas = row.pragmas;
    rules->self_names = row.self_names;
    resolve_nodes(row, language.grammar, *rules);
  }
  return rules;
}

}  // namespace

std::uint32_t Rules::roles_of(TSNode node) const {
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < roles.size() ? roles[symbol] : 0;  // ERROR's symbol is out of the table
}

TSFieldId Rules::target_of(TSNode node) const {
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < targets.size() ? targets[symbol] : 0;
}

const Rules& rules_for(const syntax::Language& language) {
  static std::mutex mutex;
  static std::map<const syntax::Language*, std::unique_ptr<const Rules>> known;
  const std::scoped_lock lock(mutex);
  std::unique_ptr<const Rules>& rules = known[&language];
  if (!rules) rules = make_rules(language);
  return *rules;
}

}  // namespace treewright::completion
