#pragma once
// Harvests (description, code, names in scope) out of source files, with the very code that serves requests.

#include <array>
#include <filesystem>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "completion/site.h"
#include "lab/harvest/evaluation_set.h"
#include "lab/harvest/pair_filter.h"
#include "lab/harvest/pairs.h"
#include "support/result.h"

namespace treewright::lab {

using PairVerdictCounts = std::array<std::size_t, pair_verdict_count>;

/// Every learnable pair of one file, in order: comment → the statements it describes, docstring → short body.
/// Any bytes are fine. `counts` is added to.
[[nodiscard]] std::vector<Pair> extract_pairs(const syntax::Language& language, std::string_view text,
                                              PairVerdictCounts& counts);

struct ExtractOptions {
  std::size_t limit_per_package = 5000;
  std::size_t limit_per_description = 40;  ///< rows with the same description, over all packages
  EvaluationSet left_out;                  ///< descriptions that are evaluated on
};

struct ExtractReport {
  PairVerdictCounts counts{};
  std::size_t packages = 0, files = 0, lines = 0;
};

/// Each folder's subfolders are packages (their names are the rows' source). Writes JSON lines; the order and
/// the choice among too many rows depend on the rows alone. Fails on a folder that cannot be read or an
/// unwritable output.
[[nodiscard]] Result<ExtractReport> extract_packages(
    const std::vector<std::filesystem::path>& folders, const std::filesystem::path& output,
    const ExtractOptions& options = {}, const std::function<void(std::string_view)>& progress = {});

}  // namespace treewright::lab
