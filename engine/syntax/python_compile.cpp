// What CPython 3.11 refuses although its grammar package takes it. Later versions take more of it (type
// parameters, a string's own quotes in its replacement fields): code that all of them take is what is wanted.
#include <array>

#include "engine/syntax/compile_rules.h"

namespace treewright::syntax {
namespace {

using Word = std::string_view;

constexpr Word never[] = {"print_statement", "exec_statement",   "chevron", "type_alias_statement",
                          "splat_type",      "constrained_type", "<>",      "parenthesized_list_splat"};
constexpr Word keywords[] = {"False",  "None",   "True",    "and",      "as",       "assert", "async",
                             "await",  "break",  "class",   "continue", "def",      "del",    "elif",
                             "else",   "except", "finally", "for",      "from",     "global", "if",
                             "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
                             "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};
constexpr Word never_bound[] = {"__debug__"};

// Places.
constexpr Word binding_expression[] = {"named_expression"};
constexpr Word binding_places[] = {"parenthesized_expression",
                                   "argument_list",
                                   "list",
                                   "set",
                                   "tuple",
                                   "if_statement",
                                   "elif_clause",
                                   "while_statement",
                                   "list_comprehension",
                                   "set_comprehension",
                                   "generator_expression",
                                   "subscript",
                                   "match_statement",
                                   "decorator"};
constexpr Word as_pattern[] = {"as_pattern"};
constexpr Word as_places[] = {"with_item", "except_clause", "case_pattern", "parenthesized_expression",
                              "tuple"};
constexpr Word list_splat[] = {"list_splat"};
constexpr Word splat_places[] = {
    "list",           "set", "tuple", "expression_list", "argument_list", "subscript", "expression_statement",
    "match_statement"};
constexpr Word value_places[] = {"list", "set", "expression_list"};
constexpr Word going_on[] = {"attribute", "subscript", "call"};
constexpr NeverNamed never_named[] = {{"__future__", "dotted_name", "relative_import"}};
constexpr Word dictionary_splat[] = {"dictionary_splat"};
constexpr Word dictionary_places[] = {"dictionary", "argument_list"};
constexpr Word yield[] = {"yield"};
constexpr Word yield_places[] = {"expression_statement", "assignment", "augmented_assignment",
                                 "parenthesized_expression", "interpolation"};
constexpr Word future_import[] = {"future_import_statement"};
constexpr Word module[] = {"module"};
constexpr OnlyIn only_in[] = {
    {binding_expression, binding_places},  {as_pattern, as_places}, {list_splat, splat_places, value_places},
    {dictionary_splat, dictionary_places}, {yield, yield_places},   {future_import, module}};

// Operands. An operator that binds less tightly needs brackets.
constexpr Word lambda[] = {"lambda"};
constexpr Word loose[] = {"lambda", "conditional_expression"};
constexpr Word not_or_lambda[] = {"not_operator", "lambda"};
constexpr Word no_bits[] = {"lambda", "conditional_expression", "boolean_operator", "not_operator",
                            "comparison_operator"};
constexpr Word no_primary[] = {"await", "unary_operator", "list_splat"};
constexpr Word argument_list[] = {"argument_list"};
constexpr Word expression_list[] = {"expression_list"};
constexpr Word type_parameter[] = {"type_parameter"};
constexpr Word typed_parameters[] = {"typed_parameter", "typed_default_parameter"};
constexpr Word tuple_pattern[] = {"tuple_pattern"};
constexpr Word assignments[] = {"assignment", "augmented_assignment"};
constexpr Word augmented[] = {"augmented_assignment"};
constexpr Word attributes[] = {"attribute", "subscript"};
constexpr Word pattern_list[] = {"pattern_list"};
constexpr Word case_clause[] = {"case_clause"};
constexpr Word with_item[] = {"with_item"};
constexpr NeverIn never_in[] = {
    {lambda, "boolean_operator"},
    {lambda, "not_operator"},
    {loose, "conditional_expression", {}, 1},
    {loose, "for_in_clause", "right"},
    {loose, "if_clause", {}, -1, case_clause},
    {as_pattern, "parenthesized_expression", {}, -1, with_item},
    {as_pattern, "tuple", {}, -1, with_item},
    {not_or_lambda, "binary_operator"},
    {no_bits, "list_splat", {}, -1, argument_list},
    {no_bits, "dictionary_splat", {}, -1, argument_list},
    {no_primary, "await"},
    {list_splat, "list_comprehension", "body"},
    {expression_list, "raise_statement"},
    {type_parameter, "function_definition"},
    {type_parameter, "class_definition"},
    {typed_parameters, "lambda_parameters"},
    {tuple_pattern, "parameters"},
    {tuple_pattern, "lambda_parameters"},
    {tuple_pattern, "default_parameter", "name"},
    {assignments, "augmented_assignment", "right"},
    {augmented, "assignment", "right"},
    {attributes, "keyword_argument", "name"},
    {pattern_list, "interpolation", "expression"},
};

// Lists.
constexpr Word named_arguments[] = {"keyword_argument", "dictionary_splat"};
constexpr Word no_plain_arguments[] = {"keyword_argument", "dictionary_splat", "list_splat"};
constexpr Word except_clause[] = {"except_clause"};
constexpr ListOrder order[] = {{"argument_list", no_plain_arguments, true, named_arguments},
                               {"argument_list", list_splat, false, dictionary_splat}};
constexpr Bounds bounds[] = {{"assert_statement", "", 1, 2}, {"raise_statement", "from", 2, 2},
                             {"except_clause", "", 1, 2},    {"except_clause", "*", 2, 2},
                             {"for_in_clause", "", 2, 2},    {"parenthesized_expression", "", 1, 1}};
constexpr Word except_or_finally[] = {"except_clause", "finally_clause"};
constexpr Word comma[] = {","};
constexpr Needs needs[] = {{"try_statement", "", except_or_finally},
                           {"try_statement", "else_clause", except_clause},
                           {"expression_statement", "list_splat", comma},
                           {"match_statement", "list_splat", comma},
                           {"tuple", "list_splat", comma}};
constexpr Word imports_from[] = {"import_from_statement", "future_import_statement"};
constexpr OnePart one_part[] = {{"dotted_name", "import_from_statement", "name"},
                                {"dotted_name", "future_import_statement", "name"},
                                {"dotted_name", "aliased_import", "name", imports_from}};
constexpr Handlers handlers[] = {{"try_statement", "except_clause", "*", 1, "finally_clause"}};
constexpr TargetPlace targets[] = {{"assignment", "left", TargetKind::any},
                                   {"assignment", "left", TargetKind::annotated, "type"},
                                   {"augmented_assignment", "left", TargetKind::single},
                                   {"for_statement", "left", TargetKind::any},
                                   {"for_in_clause", "left", TargetKind::any},
                                   {"as_pattern", "alias", TargetKind::any},
                                   {"as_pattern", "alias", TargetKind::name, {}, "except_clause"},
                                   {"delete_statement", "", TargetKind::deletion}};
constexpr UniqueNames unique[] = {{"argument_list", "keyword_argument", "name"}};
constexpr Word no_last_separator[] = {"import_statement", "import_from_statement", "future_import_statement",
                                      "for_in_clause", "with_clause"};
constexpr Word no_lone_separator[] = {"argument_list", "dictionary"};
constexpr Word brackets[] = {"parenthesized_expression",
                             "tuple",
                             "list",
                             "set",
                             "dictionary",
                             "argument_list",
                             "subscript",
                             "list_comprehension",
                             "set_comprehension",
                             "dictionary_comprehension",
                             "generator_expression"};

// Scopes.
constexpr ScopePlace scopes[] = {{"function_definition", "body", ScopeKind::function},
                                 {"lambda", "body", ScopeKind::function},
                                 {"class_definition", "body", ScopeKind::type},
                                 {"for_statement", "body", ScopeKind::loop},
                                 {"while_statement", "body", ScopeKind::loop},
                                 {"for_statement", "body", ScopeKind::nested},
                                 {"while_statement", "body", ScopeKind::nested},
                                 {"with_statement", "body", ScopeKind::nested},
                                 {"try_statement", "", ScopeKind::nested},
                                 {"try_statement", "", ScopeKind::nested},  // with `finally` it is two
                                 {"except_clause", "", ScopeKind::nested},
                                 {"except_clause", "", ScopeKind::guarded},
                                 {"list_comprehension", "", ScopeKind::comprehension},
                                 {"set_comprehension", "", ScopeKind::comprehension},
                                 {"dictionary_comprehension", "", ScopeKind::comprehension},
                                 {"generator_expression", "", ScopeKind::comprehension}};
constexpr PlacedNode placed[] = {{"return_statement", "", NodePlace::in_function},
                                 {"return_statement", "", NodePlace::not_guarded},
                                 {"yield", "", NodePlace::in_function},
                                 {"yield", "", NodePlace::not_in_comprehension},
                                 {"yield", "from", NodePlace::not_asynchronous},
                                 {"nonlocal_statement", "", NodePlace::in_nested_function},
                                 {"await", "", NodePlace::in_async},
                                 {"for_statement", "async", NodePlace::in_async},
                                 {"with_statement", "async", NodePlace::in_async},
                                 {"for_in_clause", "async", NodePlace::in_async},
                                 {"break_statement", "", NodePlace::in_loop},
                                 {"break_statement", "", NodePlace::in_unguarded_loop},
                                 {"continue_statement", "", NodePlace::in_loop},
                                 {"continue_statement", "", NodePlace::in_unguarded_loop},
                                 {"wildcard_import", "", NodePlace::at_module_level},
                                 {"future_import_statement", "", NodePlace::at_module_level}};

// Targets and parameters.
constexpr Word names[] = {"identifier"};
constexpr Word target_lists[] = {"pattern_list", "tuple_pattern", "list_pattern",
                                 "tuple",        "list",          "expression_list"};
constexpr Word target_splats[] = {"list_splat_pattern", "list_splat"};
constexpr Word target_wrappers[] = {"tuple_pattern", "parenthesized_expression"};
constexpr Word parameter_lists[] = {"parameters", "lambda_parameters"};
constexpr Word defaults[] = {"default_parameter", "typed_default_parameter"};
constexpr Word typed[] = {"typed_parameter"};

constexpr Word declaring[] = {"global", "nonlocal"};
constexpr Word functions[] = {"function_definition"};
constexpr Word types[] = {"class_definition"};
constexpr Word comprehensions[] = {"list_comprehension", "set_comprehension", "dictionary_comprehension",
                                   "generator_expression"};
constexpr Word features[] = {"nested_scopes",    "generators",     "division",
                             "absolute_import",  "with_statement", "print_function",
                             "unicode_literals", "generator_stop", "annotations"};
constexpr Word pattern_literals[] = {"string", "concatenated_string", "integer", "float", "true", "false",
                                     "none"};
constexpr Word prefixes[] = {"", "u", "f", "r", "b", "rb", "br", "fr", "rf"};
constexpr Word conversions[] = {"!r", "!s", "!a"};
constexpr Word leaving[] = {"return_statement", "raise_statement", "break_statement", "continue_statement"};

}  // namespace

extern const CompileRules python_compile;
const CompileRules python_compile{
    .never = never,
    .keywords = keywords,
    .never_bound = never_bound,
    .going_on = going_on,
    .never_named = never_named,
    .only_in = only_in,
    .never_in = never_in,
    .order = order,
    .bounds = bounds,
    .needs = needs,
    .one_part = one_part,
    .handlers = handlers,
    .chain = {"assignment", "right", "type"},
    .targets = targets,
    .unique = unique,
    .scopes = scopes,
    .placed = placed,
    .no_last_separator = no_last_separator,
    .no_lone_separator = no_lone_separator,
    .brackets = brackets,
    .separator = ",",
    .asynchronous = "async",
    .identifier = "identifier",
    .target = {names, attributes, target_lists, target_splats, target_wrappers, "as_pattern_target"},
    .parameter = {parameter_lists, defaults, typed, "list_splat_pattern", "dictionary_splat_pattern",
                  "positional_separator", "keyword_separator"},
    .scope = {.global = "global_statement",
              .nonlocal = "nonlocal_statement",
              .words = declaring,
              .functions = functions,
              .types = types,
              .comprehensions = comprehensions,
              .import_name = "dotted_name",
              .alias = "aliased_import",
              .parameters = "parameters",
              .comprehension_clause = "for_in_clause",
              .binding_expression = "named_expression",
              .keyword_argument = "keyword_argument",
              .attribute_field = "attribute",
              .lambda = "lambda",
              .yield = "yield",
              .result = "return_statement"},
    .first = {"future_import_statement", "__future__", features},
    .pattern = {.statement = "match_statement",
                .clause = "case_clause",
                .pattern = "case_pattern",
                .guard = "guard",
                .alias = "as_pattern",
                .alternatives = "union_pattern",
                .list = "list_pattern",
                .tuple = "tuple_pattern",
                .mapping = "dict_pattern",
                .type = "class_pattern",
                .keyword = "keyword_pattern",
                .splat = "splat_pattern",
                .name = "dotted_name",
                .complex = "complex_pattern",
                .literals = pattern_literals},
    .literal = {.string = "string",
                .start = "string_start",
                .end = "string_end",
                .content = "string_content",
                .concatenated = "concatenated_string",
                .interpolation = "interpolation",
                .format_expression = "format_expression",
                .specifier = "format_specifier",
                .integer = "integer",
                .float_number = "float",
                .conversion = "type_conversion",
                .prefixes = prefixes,
                .conversions = conversions},
    .leaving = leaving,
};

}  // namespace treewright::syntax
