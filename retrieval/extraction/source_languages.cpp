#include "retrieval/extraction/source_languages.h"

#include <algorithm>
#include <array>

#include "engine/syntax/language.h"

extern "C" {
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_cpp();
const TSLanguage* tree_sitter_go();
const TSLanguage* tree_sitter_rust();
const TSLanguage* tree_sitter_java();
extern const char treewright_query_python[], treewright_query_python_end[];
extern const char treewright_query_javascript[], treewright_query_javascript_end[];
extern const char treewright_query_typescript[], treewright_query_typescript_end[];
extern const char treewright_query_c[], treewright_query_c_end[];
extern const char treewright_query_cpp[], treewright_query_cpp_end[];
extern const char treewright_query_go[], treewright_query_go_end[];
extern const char treewright_query_rust[], treewright_query_rust_end[];
extern const char treewright_query_java[], treewright_query_java_end[];
}

namespace treewright::retrieval {
namespace {

using Extensions = std::string_view;
constexpr Extensions typescript[] = {".ts", ".mts", ".cts"};
constexpr Extensions tsx[] = {".tsx"};
constexpr Extensions cpp[] = {".cpp", ".cc", ".cxx", ".h", ".hpp", ".hh", ".hxx"};
constexpr Extensions go[] = {".go"};
constexpr Extensions rust[] = {".rs"};
constexpr Extensions java[] = {".java"};

std::string_view text(const char* begin, const char* end) { return {begin, end}; }

/// A language that trees are written in as well.
SourceLanguage known(std::string_view id, std::string_view query) {
  const syntax::Language& language = *syntax::known_language(id);
  return {language.id, language.grammar, language.extensions, query};
}

}  // namespace

std::span<const SourceLanguage> source_languages() {
  // A header may be of C or C++, which reads both: C++ comes first.
  static const std::array rows{
      known("python", text(treewright_query_python, treewright_query_python_end)),
      known("javascript", text(treewright_query_javascript, treewright_query_javascript_end)),
      SourceLanguage{"typescript", tree_sitter_typescript(), typescript,
                     text(treewright_query_typescript, treewright_query_typescript_end)},
      SourceLanguage{"typescriptreact", tree_sitter_tsx(), tsx,
                     text(treewright_query_typescript, treewright_query_typescript_end)},
      SourceLanguage{"cpp", tree_sitter_cpp(), cpp, text(treewright_query_cpp, treewright_query_cpp_end)},
      known("c", text(treewright_query_c, treewright_query_c_end)),
      SourceLanguage{"go", tree_sitter_go(), go, text(treewright_query_go, treewright_query_go_end)},
      SourceLanguage{"rust", tree_sitter_rust(), rust,
                     text(treewright_query_rust, treewright_query_rust_end)},
      SourceLanguage{"java", tree_sitter_java(), java,
                     text(treewright_query_java, treewright_query_java_end)}};
  return rows;
}

const SourceLanguage* source_language_of(std::string_view path) {
  for (const SourceLanguage& row : source_languages()) {
    if (std::ranges::any_of(row.extensions, [&](std::string_view end) { return path.ends_with(end); }))
      return &row;
  }
  return nullptr;
}

}  // namespace treewright::retrieval
