#pragma once
// Lines that are no whole statements: Django's benchmark is made of them. What completes them is added before
// they are read and left out when they are written, as the benchmark's scorer has it.

#include <string>
#include <string_view>
#include <vector>

#include "engine/text/code_tokens.h"

namespace treewright::text {

/// A header without a body (`if x:`) gets `pass`, `try:` an `except` too; a clause (`elif x:`) that comes
/// first gets its statement's beginning, a decorator alone a function.
[[nodiscard]] std::string complete_fragment(std::string_view code);

/// `lines` without what complete_fragment adds.
[[nodiscard]] std::vector<Line> without_completion(std::vector<Line> lines);

}  // namespace treewright::text
