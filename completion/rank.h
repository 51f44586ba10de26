#pragma once
// Step 7: the best first, and none twice.

#include <vector>

#include "completion/provider.h"

namespace treewright::completion {

/// By falling score; of those that differ only in layout (spaces, quotes, line breaks in brackets) the best
/// stays, with the provenance of any. At most `limit`.
[[nodiscard]] std::vector<Suggestion> rank(const syntax::Language& language,
                                           std::vector<Suggestion> suggestions, std::size_t limit);

}  // namespace treewright::completion
