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
    .value_words = value_words,
    .prefix_operators = prefix_operators,
    .definition_words = definition_words,
    .lambda = "lambda",
    .decorator = "@",
};

}  // namespace treewright::syntax
