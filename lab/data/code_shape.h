#pragma once
// Code without the names that could as well be others.

#include <string>
#include <vector>

#include "engine/request.h"

namespace treewright::lab {

/// `code` with "_" for each of `names` that is not imported, and one space for any white space: two rows of
/// the same shape do the same. Needs no knowledge of a language.
[[nodiscard]] std::string code_shape(const std::string& code, const std::vector<engine::Name>& names);

}  // namespace treewright::lab
