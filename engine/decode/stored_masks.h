#pragma once
// What grammar::ActionMask is made from without asking the parser: stored when the program was built.

#include <string_view>

namespace treewright::decode {

/// Empty for a language that has none.
[[nodiscard]] std::string_view stored_mask(std::string_view language_id);

}  // namespace treewright::decode
