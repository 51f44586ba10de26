// C's layout rules.
#include <array>

#include "engine/syntax/layout_rules.h"

namespace treewright::syntax {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 12> statement_lists{
    "translation_unit", "compound_statement", "declaration_list", "field_declaration_list",
    "enumerator_list",  "case_statement",     "preproc_if",       "preproc_ifdef",
    "preproc_else",     "preproc_elif",       "preproc_elifdef",  "_old_style_function_definition"};
constexpr std::array<Word, 4> lines{"preproc_include", "preproc_def", "preproc_function_def", "preproc_call"};
constexpr std::array<Word, 4> names{"identifier", "type_identifier", "field_identifier",
                                    "statement_identifier"};
constexpr std::array<Word, 1> numbers{"number_literal"};
constexpr std::array<Word, 2> literals{"string_literal", "char_literal"};
constexpr std::array<Word, 1> tight{"preproc_params"};
constexpr std::array<TextSample, 6> samples{{{"escape_sequence", "\\n"},
                                             {"system_lib_string", "<x>"},
                                             {"preproc_directive", "#pragma"},
                                             {"primitive_type", "int"},
                                             {"true", "true"},
                                             {"false", "false"}}};

}  // namespace

extern const LayoutRules c_layout;
const LayoutRules c_layout{
    .statement_lists = statement_lists,
    .lines = lines,
    .names = names,
    .numbers = numbers,
    .samples = samples,
    .literals = literals,
    .tight = tight,
    .line_start = "#",
};

}  // namespace treewright::syntax
