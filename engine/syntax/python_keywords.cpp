// Python 3's words beyond what its grammar package says, which takes Python 2 as well.
#include <array>

#include "engine/syntax/keyword_rules.h"

namespace treewright::syntax {
namespace {

using Word = std::string_view;

constexpr std::array<PlacedWord, 6> placed{{{"return", Place::in_function},
                                            {"yield", Place::in_function},
                                            {"nonlocal", Place::in_nested_function},
                                            {"await", Place::in_async},
                                            {"break", Place::in_loop},
                                            {"continue", Place::in_loop}}};
constexpr std::array<HeaderWord, 4> headers{{{"def", BlockKind::function},
                                             {"class", BlockKind::type},
                                             {"for", BlockKind::loop},
                                             {"while", BlockKind::loop}}};
constexpr std::array<Word, 3> never{";", "<>", "\\"};  // the last is a part of string contents
constexpr std::array<Word, 3> names_only{"print", "exec", "type"};
constexpr std::array<Word, 2> names_only_before{"=", ":="};
constexpr std::array<Word, 2> never_names{"async", "await"};
constexpr std::array<Word, 3> trailers{"(", "[", "."};
constexpr std::array<Word, 4> prefixes{"+", "-", "~", "await"};
constexpr std::array<Word, 1> never_doubled{"*"};
constexpr std::array<Word, 2> handlers{"except", "finally"};
constexpr std::array<Word, 1> tuple{"("};
constexpr std::array<Word, 1> type_parameters{"["};
constexpr std::array<NeverBegins, 2> never_begins{
    {{"default_parameter", tuple}, {"parameters", type_parameters}}};
constexpr std::array<Word, 6> as_lines{"with", "async", "except", "case", "import", "from"};
constexpr std::array<Word, 5> binding_lines{"if", "elif", "while", "match", "@"};
constexpr std::array<LineWord, 2> line_words{{{"as", as_lines, false}, {":=", binding_lines, true}}};
constexpr std::array<Word, 2> fillers{"pass", "None"};
constexpr std::array<Word, 11> connectives{":", "finally", "in",   "import", "else", "=",
                                           "(", "def",     "case", ".",      "for"};
constexpr std::array<NamedTerminal, 4> named{
    {{"True", "true"}, {"False", "false"}, {"None", "none"}, {"...", "ellipsis"}}};
constexpr std::array<Word, 2> numbers{"integer", "float"};

constexpr unsigned unbounded = ~0U;
constexpr std::array<Counted, 7> counted{
    {{"try_statement*1 (else_clause", "", "try_statement*", 1, unbounded},
     {"(try_statement", "(finally_clause", "try_statement*", 1, unbounded},
     {"(assert_statement", "", "assert_statement*", 1, 2},
     {"(for_in_clause", "", "for_in_clause*", 1, 1, false},
     {"(import_statement", "", "import_statement*", 1, unbounded, false},
     {"(future_import_statement", "", "future_import_statement*", 1, unbounded, false},
     {"(with_statement", "", "with_clause*", 1, unbounded, false}}};

}  // namespace

extern const CompileRules python_compile;
extern const KeywordRules python_keywords;
const KeywordRules python_keywords{
    .placed = placed,
    .headers = headers,
    .async = "async",
    .never = never,
    .names_only = names_only,
    .names_only_before = names_only_before,
    .never_names = never_names,
    .operand = "primary_expression",
    .trailers = trailers,
    .prefixes = prefixes,
    .never_doubled = never_doubled,
    .comprehension = {.clause = "for", .over = "in", .separator = ","},
    .counted = counted,
    .needing = {.header = "try", .clauses = handlers},
    .named_elements = {.open = "(", .separator = ",", .sign = "="},
    .never_begins = never_begins,
    .line_words = line_words,
    .compile = &python_compile,
    .fillers = fillers,
    .connectives = connectives,
    .named = named,
    .type_conversion = "type_conversion",
    .identifier = "identifier",
    .numbers = numbers,
    .newline = "_newline",
    .indent = "_indent",
    .dedent = "_dedent",
    .string_start = "string_start",
    .content = "_string_content",
    .format_content = "format_specifier_token1",
    .string_end = "string_end",
};

}  // namespace treewright::syntax
