#include "engine/syntax/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

extern "C" {
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_c();
extern const char treewright_grammar_python[], treewright_grammar_python_end[];
extern const char treewright_grammar_javascript[], treewright_grammar_javascript_end[];
extern const char treewright_grammar_c[], treewright_grammar_c_end[];
}

namespace treewright::syntax {

extern const LayoutRules python_layout, javascript_layout, c_layout;
extern const KeywordRules python_keywords;

namespace {

constexpr std::array<std::string_view, 3> python_extensions{".py", ".pyi", ".pyw"};
constexpr std::array<std::string_view, 4> javascript_extensions{".js", ".mjs", ".cjs", ".jsx"};
constexpr std::array<std::string_view, 2> c_extensions{".c", ".h"};
constexpr std::size_t served = 1;  // of the rows, from the first

const Language* find_id(std::span<const Language> rows, std::string_view id) {
  const auto row = std::ranges::find(rows, id, &Language::id);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

std::span<const Language> known_languages() {
  static const std::array<Language, 3> rows{
      Language{"python", tree_sitter_python(), python_extensions, "#", &python_layout, &python_keywords,
               std::string_view(treewright_grammar_python, treewright_grammar_python_end)},
      Language{"javascript", tree_sitter_javascript(), javascript_extensions, "//", &javascript_layout,
               nullptr, std::string_view(treewright_grammar_javascript, treewright_grammar_javascript_end)},
      Language{"c", tree_sitter_c(), c_extensions, "//", &c_layout, nullptr,
               std::string_view(treewright_grammar_c, treewright_grammar_c_end)}};
  return rows;
}

std::string grammar_version(const Language& language) {
  const TSLanguageMetadata* version = ts_language_metadata(language.grammar);
  if (version == nullptr) return std::string(language.id);
  return fmt::format("{} {}.{}.{}", language.id, version->major_version, version->minor_version,
                     version->patch_version);
}

std::span<const Language> languages() { return known_languages().first(served); }

const Language* known_language(std::string_view id) { return find_id(known_languages(), id); }

const Language* language_by_id(std::string_view id) { return find_id(languages(), id); }

const Language* language_by_path(std::string_view path) {
  const auto ends_path = [&](std::string_view extension) { return path.ends_with(extension); };
  const auto row = std::ranges::find_if(languages(), [&](const Language& language) {
    return std::ranges::any_of(language.extensions, ends_path);
  });
  return row == languages().end() ? nullptr : &*row;
}

}  // namespace treewright::syntax
