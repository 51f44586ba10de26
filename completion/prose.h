#pragma once
// Whether a description holds words that a model of English descriptions could know.

#include <string_view>
#include <vector>

#include "engine/request.h"

namespace treewright::completion {

/// False for prose of another language, whatever its script, and for keys struck at random. Names in scope,
/// quoted spans and what looks like code say nothing of the language. Thread-safe.
[[nodiscard]] bool is_understood(std::string_view description, const std::vector<engine::Name>& names);

}  // namespace treewright::completion
