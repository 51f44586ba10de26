#pragma once
// FILE:LINE[:COLUMN] of a command line, read and parsed.

#include <string>

#include "completion/provider.h"

namespace treewright::cli {

struct Target {
  std::string path;
  std::string text;
  const syntax::Language* language = nullptr;
  syntax::Tree tree;
  std::size_t offset = 0;

  [[nodiscard]] completion::Source source() const { return {language, text, &tree}; }
  /// About the place; `workspace` may be null, else it is the index of `folder`.
  [[nodiscard]] completion::Query query(const completion::Workspace* workspace,
                                        const std::string& folder) const;
};

/// Fails the command where there is no such place, or no known language.
[[nodiscard]] Target open_target(const std::string& target);

}  // namespace treewright::cli
