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
constexpr std::array<Word, 2> names_only{"print", "exec"};
constexpr std::array<Word, 2> names_only_before{"=", ":="};
constexpr std::array<Word, 2> never_names{"async", "await"};
constexpr std::array<Word, 3> trailers{"(", "[", "."};
constexpr std::array<Word, 4> prefixes{"+", "-", "~", "await"};
constexpr std::array<Word, 1> never_doubled{"*"};
constexpr std::array<Word, 2> fillers{"pass", "None"};
constexpr std::array<Word, 10> connectives{":", "in", "import", "else", "=", "(", "def", "case", ".", "for"};
constexpr std::array<NamedTerminal, 4> named{
    {{"True", "true"}, {"False", "false"}, {"None", "none"}, {"...", "ellipsis"}}};
constexpr std::array<Word, 2> numbers{"integer", "float"};

}  // namespace

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
