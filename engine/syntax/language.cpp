#include "engine/syntax/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

extern "C" const TSLanguage* tree_sitter_python();
extern "C" const char treewright_grammar_python[], treewright_grammar_python_end[];

namespace treewright::syntax {

extern const LayoutRules python_layout;
extern const KeywordRules python_keywords;

namespace {

constexpr std::array<std::string_view, 3> python_extensions{".py", ".pyi", ".pyw"};

}  // namespace

std::span<const Language> languages() {
  static const std::array<Language, 1> rows{
      Language{"python", tree_sitter_python(), python_extensions, "#", &python_layout, &python_keywords,
               std::string_view(treewright_grammar_python, treewright_grammar_python_end)}};
  return rows;
}

std::string grammar_version(const Language& language) {
  const TSLanguageMetadata* version = ts_language_metadata(language.grammar);
  if (version == nullptr) return std::string(language.id);
  return fmt::format("{} {}.{}.{}", language.id, version->major_version, version->minor_version,
                     version->patch_version);
}

const Language* language_by_id(std::string_view id) {
  const auto row = std::ranges::find(languages(), id, &Language::id);
  return row == languages().end() ? nullptr : &*row;
}

const Language* language_by_path(std::string_view path) {
  const auto ends_path = [&](std::string_view extension) { return path.ends_with(extension); };
  const auto row = std::ranges::find_if(languages(), [&](const Language& language) {
    return std::ranges::any_of(language.extensions, ends_path);
  });
  return row == languages().end() ? nullptr : &*row;
}

}  // namespace treewright::syntax
