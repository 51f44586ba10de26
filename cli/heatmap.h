#pragma once
// An explanation as a picture of characters.

#include <string>

#include "engine/explanation.h"

namespace treewright::cli {

/// A row a token, a column a word, darker where the token looked longer; names in scope stand behind a bar. A
/// row ends with the word that its token was copied from.
[[nodiscard]] std::string heatmap(const engine::Explanation& explanation);

}  // namespace treewright::cli
