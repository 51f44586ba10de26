// JavaScript's layout rules.
#include <array>

#include "engine/syntax/layout_rules.h"

namespace treewright::syntax {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 7> statement_lists{"program",       "statement_block", "class_body",
                                              "switch_body",   "switch_case",     "switch_default",
                                              "hash_bang_line"};
// All that may end in an automatic semicolon.
constexpr std::array<Word, 14> lines{"expression_statement", "variable_declaration", "lexical_declaration",
                                     "using_declaration",    "import_statement",     "export_statement",
                                     "do_statement",         "break_statement",      "continue_statement",
                                     "debugger_statement",   "return_statement",     "throw_statement",
                                     "field_definition",     "hash_bang_line"};
constexpr std::array<Word, 7> names{"identifier",
                                    "property_identifier",
                                    "shorthand_property_identifier",
                                    "shorthand_property_identifier_pattern",
                                    "statement_identifier",
                                    "private_property_identifier",
                                    "undefined"};
constexpr std::array<Word, 1> numbers{"number"};
constexpr std::array<Word, 1> layout_tokens{"_automatic_semicolon"};
constexpr std::array<Word, 4> literals{"string", "template_string", "regex", "jsx_element"};
constexpr std::array<TextSample, 6> samples{{{"escape_sequence", "\\n"},
                                             {"hash_bang_line", "#!x"},
                                             {"private_property_identifier", "#x"},
                                             {"html_character_reference", "&lt;"},
                                             {"jsx_identifier", "x-x"},
                                             {"regex_flags", "g"}}};

}  // namespace

extern const LayoutRules javascript_layout;
const LayoutRules javascript_layout{
    .statement_lists = statement_lists,
    .lines = lines,
    .names = names,
    .numbers = numbers,
    .layout_tokens = layout_tokens,
    .samples = samples,
    .literals = literals,
};

}  // namespace treewright::syntax
