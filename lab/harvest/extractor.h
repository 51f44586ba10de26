#pragma once
// Harvests (description, code, names in scope) out of source files, with the very code that serves requests.

#include <array>
#include <string_view>
#include <vector>

#include "completion/site.h"
#include "lab/harvest/pair_filter.h"
#include "lab/harvest/pairs.h"
#include "support/result.h"

namespace treewright::lab {

using PairVerdictCounts = std::array<std::size_t, pair_verdict_count>;

/// Every learnable pair of one file, in order: comment → the statements it describes, docstring → short body.
/// Any bytes are fine. `counts` is added to.
[[nodiscard]] std::vector<Pair> extract_pairs(const syntax::Language& language, std::string_view text,
                                              PairVerdictCounts& counts);

}  // namespace treewright::lab
