#pragma once
// Code to check properties on: the corpus of idioms, and the JSON lines ("code") of the files in
// $TREEWRIGHT_ROWS (separated by ":"), such as training data that is not part of the sources.

#include <string>
#include <vector>

namespace treewright::grammar {

/// Whole statements: a header alone gets a body, a clause alone (else, except, …) its statement.
[[nodiscard]] std::vector<std::string> code_rows();

}  // namespace treewright::grammar
