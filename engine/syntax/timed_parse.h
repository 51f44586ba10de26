#pragma once
// Parsing for somebody who waits: a text may be anything, and some take minutes.

#include <chrono>
#include <stop_token>
#include <string_view>

#include "engine/syntax/tree.h"

namespace treewright::syntax {

/// How long a request waits for a parse. A document of 100 000 lines takes about as long, and an edit of one
/// that has been parsed a thousandth of it.
inline constexpr std::chrono::milliseconds parse_limit{500};

/// The tree of `text`, made from `old` (already `edited`, or null) where possible. Empty when `stop` is
/// requested or it takes longer than `limit`. Thread-safe.
[[nodiscard]] Tree parse_in_time(const Language& language, std::string_view text, const Tree* old,
                                 const std::stop_token& stop, std::chrono::milliseconds limit = parse_limit);

}  // namespace treewright::syntax
