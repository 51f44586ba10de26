#pragma once
// The words by which a description is told from other remarks. All are in lower case.

#include <string_view>

namespace treewright::completion {

/// A verb that asks for code where a description begins with it: "sort", "return". Its third person counts
/// too
/// ("returns"), as docstrings have it.
[[nodiscard]] bool is_request_verb(std::string_view word);
/// A verb that asks a person as often as a program: "use", "fix", "remove".
[[nodiscard]] bool is_work_verb(std::string_view word);
/// A word that holds English sentences together: "the", "of", "if".
[[nodiscard]] bool is_english_particle(std::string_view word);
/// The same of another language in Latin letters, where English has no such word.
[[nodiscard]] bool is_foreign_particle(std::string_view word);
/// What a part of a file is called in headings: "constants", "helpers".
[[nodiscard]] bool is_section_word(std::string_view word);

}  // namespace treewright::completion
