#pragma once
// Identifiers as words.

#include <string>
#include <string_view>
#include <vector>

namespace treewright {

/// "readJSONFile_2" → read, json, file, 2 (lower case). What is not ASCII counts as lower-case letters.
[[nodiscard]] std::vector<std::string> sub_tokens(std::string_view text);

}  // namespace treewright
