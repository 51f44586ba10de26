#pragma once
// Files of source code to check properties on: those of tests/corpus/code, and all below the folders in
// $TREEWRIGHT_FILES (separated by ":"), such as a standard library.

#include <filesystem>
#include <string>
#include <vector>

#include "engine/syntax/language.h"

namespace treewright::grammar {

struct CodeFile {
  std::filesystem::path path;
  const syntax::Language* language;
  [[nodiscard]] std::string text() const;
};

/// The files that a known language's extension names.
[[nodiscard]] std::vector<CodeFile> corpus_files();
[[nodiscard]] std::vector<CodeFile> files_of_environment();

}  // namespace treewright::grammar
