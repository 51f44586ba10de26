#pragma once
// Comparing JSON by what a test says about it.

#include <string>

#include "lsp/json_text.h"

namespace treewright::lsp {

/// Empty when `actual` is what `expected` says, else one line about the first difference. An object may have
/// more fields than expected; an array has the expected length. "<any>" stands for any value, "<absent>" for
/// a field that is not there, "<number>" for any number, "<text TEXT>" for a string that contains TEXT.
[[nodiscard]] std::string mismatch(const Json& expected, const Json& actual, const std::string& path = "");

}  // namespace treewright::lsp
