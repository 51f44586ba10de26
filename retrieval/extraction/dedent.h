#pragma once
// Code without the indentation of the place that it stands in.

#include <string>
#include <string_view>

namespace treewright::retrieval {

/// `code` begins at its first statement, or with `indentation`, which goes from every line. A line that is
/// not indented so is inside a literal or bracket and stays. Each line ends with "\n", the last one too.
[[nodiscard]] std::string dedent(std::string_view code, std::string_view indentation);

}  // namespace treewright::retrieval
