#pragma once
// Step 2: the names visible at a site.

#include <vector>

#include "completion/site.h"

namespace treewright::completion {

/// Parameters, locals assigned before `offset`, members of the enclosing class, imports, functions, classes,
/// globals and the enclosing function's name: nearest first, no duplicates, at most `limit`. Code inside
/// `hidden` (what the site's comment already describes) does not count. Works on broken text.
[[nodiscard]] std::vector<engine::Name> names_in_scope(const Source& source, std::size_t offset,
                                                       std::optional<syntax::ByteRange> hidden = {},
                                                       std::size_t limit = 48);

}  // namespace treewright::completion
