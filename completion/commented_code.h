#pragma once
// Code that somebody has switched off with comment marks.

#include <string>
#include <vector>

#include "engine/syntax/language.h"

namespace treewright::completion {

/// Whether the lines of a comment, without their marks but with the indentation behind these, are code rather
/// than words. What could be both ("print count", "users not empty", "return total") is words.
[[nodiscard]] bool is_commented_code(const syntax::Language& language, const std::vector<std::string>& lines);

}  // namespace treewright::completion
