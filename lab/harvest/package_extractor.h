#pragma once
// From folders of packages to a file of rows: duplicates, limits and counts.

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "lab/harvest/evaluation_set.h"
#include "lab/harvest/extractor.h"
#include "support/result.h"

namespace treewright::lab {

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
