#pragma once
// FILE:LINE[:COLUMN] as compilers print it, 1-based.

#include <string>
#include <string_view>

#include "support/result.h"

namespace treewright::completion {

struct FileTarget {
  std::string path;
  std::size_t line = 1;
  std::size_t column = 0;  ///< in bytes; 0: the line's end
};

[[nodiscard]] Result<FileTarget> parse_file_target(std::string_view text);

/// The byte offset in the file's text. A column past the line's end is its end; a line past the last fails.
[[nodiscard]] Result<std::size_t> offset_of(const FileTarget& target, std::string_view text);

}  // namespace treewright::completion
