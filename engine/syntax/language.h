#pragma once
// The language registry: everything that is particular to a programming language, as data.
// Adding a language is a row here, its grammar package and its layout data.

#include <tree_sitter/api.h>

#include <span>
#include <string>
#include <string_view>

namespace treewright::syntax {

struct LayoutRules;   // engine/syntax/layout_rules.h
struct KeywordRules;  // engine/syntax/keyword_rules.h

struct Language {
  std::string_view id;                           ///< LSP language identifier, for example "python"
  const TSLanguage* grammar;                     ///< static lifetime
  std::span<const std::string_view> extensions;  ///< with the dot: ".py"
  std::string_view line_comment;                 ///< "#"
  const LayoutRules* layout;                     ///< how code tokens are read from a tree and written as text
  const KeywordRules* keywords;                  ///< what is legal beyond the grammar; nullptr: not known
  std::string_view grammar_json;                 ///< the grammar package's rules
};

/// The languages that the program serves. Thread-safe; they live as long as the program.
[[nodiscard]] std::span<const Language> languages();
/// All rows of the registry: those, and languages that only have a grammar and layout data. Trees of these
/// become actions and text (engine/grammar), and no document is taken for one of them.
[[nodiscard]] std::span<const Language> known_languages();
[[nodiscard]] const Language* known_language(std::string_view id);

/// "python 0.25.0": name and version of the grammar package.
[[nodiscard]] std::string grammar_version(const Language& language);

/// nullptr where the language is unknown. Thread-safe.
[[nodiscard]] const Language* language_by_id(std::string_view id);
[[nodiscard]] const Language* language_by_path(std::string_view path);

}  // namespace treewright::syntax
