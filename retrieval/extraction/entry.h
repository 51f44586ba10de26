#pragma once
// What the workspace index holds: a description out of a source file, and the code it describes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace treewright::retrieval {

enum class EntryKind : std::uint8_t {
  function,  ///< its documentation and its body
  comment,   ///< a comment and the statements below it
  trailing,  ///< a statement and the comment at its end
  test,      ///< what a test's name says, and its body
};
inline constexpr std::size_t entry_kind_count = 4;
[[nodiscard]] std::string_view entry_kind_name(EntryKind kind);

struct Entry {
  EntryKind kind = EntryKind::function;
  std::string description = {};          ///< one line without marks
  std::string code = {};                 ///< dedented, with line ends as in the file
  std::string name = {};                 ///< of the function or test; empty for other kinds
  std::string scope = {};                ///< names around it, outermost first: "Parser.parse"
  std::uint32_t line = 0, end_line = 0;  ///< of the code, 1-based, both inclusive

  friend bool operator==(const Entry&, const Entry&) = default;
};

struct SourceFile {
  std::vector<Entry> entries;        ///< in the order of their code
  std::vector<std::string> imports;  ///< statements as written, one line each
  bool complete = true;              ///< false: it was not read to its end, and nothing of it is here
};

}  // namespace treewright::retrieval
