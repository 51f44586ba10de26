#pragma once
// The languages whose files the index reads. Adding one is its grammar package, a query file and a row here.

#include <tree_sitter/api.h>

#include <memory>
#include <span>
#include <string_view>

namespace treewright::retrieval {

/// A query file (queries/ID.scm) says with its captures what there is:
///   @block           a list of statements; comments among them describe what follows
///   @function        a function, with its @name and @body, and its @docstring where that is code
///   @test            the same of one whose name is no word of the code, with its @title (a string)
///   @scope           what gives the names inside it another meaning, with its @name
///   @import          a statement that brings names in
///   @skip            what may stand between documentation and its function
/// Comments need no capture: they are what the grammar calls extras. `#eq?` of a capture and a text is
/// obeyed.
struct SourceLanguage {
  std::string_view id;  ///< LSP language identifier
  const TSLanguage* grammar;
  std::span<const std::string_view> extensions;  ///< with the dot
  std::string_view query_text;
};

/// Thread-safe; they live as long as the program.
[[nodiscard]] std::span<const SourceLanguage> source_languages();
/// nullptr where no language has the path's extension.
[[nodiscard]] const SourceLanguage* source_language_of(std::string_view path);

}  // namespace treewright::retrieval
