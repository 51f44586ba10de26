// Python's layout rules: PEP 8 where it leaves no choice, else what most code does.
#include <array>

#include "engine/syntax/layout_rules.h"

namespace treewright::syntax {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 2> statement_lists{"module", "block"};
constexpr std::array<Word, 1> lines{"decorator"};
constexpr std::array<Word, 2> names{"identifier", "_"};
constexpr std::array<Word, 2> numbers{"integer", "float"};
constexpr std::array<Word, 7> loose_comma{"argument_list", "list",         "dictionary",           "set",
                                          "parameters",    "list_pattern", "import_from_statement"};
constexpr std::array<Word, 2> loose_comma_of_two{"tuple", "tuple_pattern"};
constexpr std::array<Word, 2> loose_parentheses{"import_from_statement", "future_import_statement"};
constexpr std::array<Word, 3> layout_tokens{"_newline", "_indent", "_dedent"};
constexpr std::array<Word, 6> string_prefixes{"", "f", "r", "b", "rb", "fr"};
constexpr std::array<Word, 2> format_prefixes{"f", "fr"};
constexpr std::array<TextSample, 1> samples{{{"float", "1.5"}}};
constexpr std::array<Word, 14> read_only{"(print_statement",
                                         "(exec_statement",
                                         "'<>'",
                                         "'raise' 'from'",
                                         "'except' except_clause*1",
                                         "'except' '*' except_clause*1",
                                         "'except' '*' ':'",
                                         "_expression_within_for_in_clause)",
                                         "(splat_type",
                                         "(type_alias_statement",
                                         "identifier text (type_parameter",
                                         "(constrained_type",
                                         "parenthesized_list_splat",
                                         "(parenthesized_expression '(' (list_splat"};
constexpr std::array<Word, 2> as_places{"(with_item expression)", "(except_clause"};
constexpr std::array<Word, 4> yield_places{"(expression_statement", "(assignment", "(augmented_assignment",
                                           "(parenthesized_expression"};
constexpr std::array<Word, 1> class_pattern{"(class_pattern"};
constexpr std::array<Word, 11> binding_places{"(parenthesized_expression",
                                              "(argument_list",
                                              "(list '['",
                                              "(set",
                                              "(tuple",
                                              "(if_statement",
                                              "(elif_clause",
                                              "(while_statement",
                                              "(subscript",
                                              "(list_comprehension",
                                              "(generator_expression"};
constexpr std::array<Word, 6> splat_places{"(list '['",        "(set",           "(tuple",
                                           "(expression_list", "(argument_list", "(subscript"};
constexpr std::array<Pairing, 5> only_in{{{"(as_pattern expression", as_places},
                                          {"(yield", yield_places},
                                          {"(keyword_pattern", class_pattern},
                                          {"(named_expression", binding_places},
                                          {"(list_splat '*'", splat_places}}};
constexpr std::array<Word, 4> no_lambda{"(not_operator", "(boolean_operator", "(for_in_clause", "(if_clause"};
constexpr std::array<Word, 2> single_targets{"(augmented_assignment", "(assignment _left_hand_side ':' type"};
constexpr std::array<Word, 1> augmented{"(augmented_assignment"};
constexpr std::array<Word, 2> assignments{"(augmented_assignment", "(assignment"};
constexpr std::array<Word, 1> raise{"(raise_statement"};
constexpr std::array<Word, 1> await{"(await"};
constexpr std::array<Word, 4> parameters{"(parameters", "lambda_parameters*1", "(default_parameter",
                                         "(function_definition"};
constexpr std::array<Word, 1> lambda_parameters{"lambda_parameters*1"};
constexpr std::array<Word, 2> list_targets{"(assignment", "(for_"};  // a starred one stands in a list
constexpr std::array<Word, 1> comprehensions{"_comprehension"};
constexpr std::array<Word, 2> splat_patterns{"(list_splat_pattern", "(dictionary_splat_pattern"};
constexpr std::array<Pairing, 17> never_in{{{"(lambda", no_lambda},
                                            {"(pattern_list", single_targets},
                                            {"(list_pattern", single_targets},
                                            {"(tuple_pattern", single_targets},
                                            {"(list_splat_pattern", single_targets},
                                            {"(assignment", augmented},
                                            {"(augmented_assignment", assignments},
                                            {"(assignment _left_hand_side ':' type", assignments},
                                            {"(expression_list", raise},
                                            {"(await", await},
                                            {"(unary_operator", await},
                                            {"(tuple_pattern", parameters},
                                            {"(typed_", lambda_parameters},
                                            {"(list_splat_pattern", list_targets},
                                            {"(list_splat '*'", comprehensions},
                                            {"(attribute", splat_patterns},
                                            {"(subscript", splat_patterns}}};
constexpr std::array<Word, 1> wildcard{"_"};  // of patterns
constexpr std::array<Pairing, 2> never_named{{{"(dotted_name", wildcard}, {"(class_pattern", wildcard}}};
constexpr std::array<Word, 7> types{"(attribute", "'|'",      "(string", "(list '['",
                                    "(tuple",     "ellipsis", "none"};
constexpr std::array<Word, 3> deleted{"(attribute", "(subscript", "(expression_list"};
constexpr std::array<Pairing, 2> only_takes{{{"(type expression)", types}, {"(delete_statement", deleted}}};
constexpr std::array<Word, 3> conversions{"!r", "!s", "!a"};
constexpr std::array<ClosedTerminal, 2> closed{
    {{"string_start", string_prefixes}, {"type_conversion", conversions}}};
constexpr std::array<Word, 4> value_words{"True", "False", "None", "..."};
constexpr std::array<Word, 5> prefix_operators{"+", "-", "~", "*", "**"};
constexpr std::array<Word, 2> definition_words{"def", "class"};

}  // namespace

extern const LayoutRules python_layout;
const LayoutRules python_layout{
    .statement_lists = statement_lists,
    .block = "block",
    .lines = lines,
    .separator = ";",
    .names = names,
    .numbers = numbers,
    .string_start = "string_start",
    .string_content = "string_content",
    .string_end = "string_end",
    .interpolation = "interpolation",
    .format_specifier = "format_specifier",
    .loose_comma = loose_comma,
    .loose_comma_of_two = loose_comma_of_two,
    .loose_parentheses = loose_parentheses,
    .layout_tokens = layout_tokens,
    .closed = closed,
    .format_prefixes = format_prefixes,
    .samples = samples,
    .read_only = read_only,
    .only_in = only_in,
    .never_in = never_in,
    .never_named = never_named,
    .only_takes = only_takes,
    .value_words = value_words,
    .prefix_operators = prefix_operators,
    .definition_words = definition_words,
    .lambda = "lambda",
    .decorator = "@",
};

}  // namespace treewright::syntax
