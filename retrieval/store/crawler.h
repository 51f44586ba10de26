#pragma once
// The source files of a workspace that are worth indexing.

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "retrieval/exclusion/exclusions.h"

namespace treewright::retrieval {

struct FoundFile {
  std::string path;           ///< relative to the workspace, with "/"
  std::int64_t size = 0;      ///< bytes
  std::int64_t modified = 0;  ///< nanoseconds of the file system's clock
};

/// Every file of `workspace` of a language that the index reads and that no rule excludes, by path. Links
/// are not followed, so there are no loops; folders that cannot be read have no files. `exclusions` must be
/// of the same workspace. Empty when `stop` was requested.
[[nodiscard]] std::vector<FoundFile> find_files(const std::filesystem::path& workspace,
                                                Exclusions& exclusions, std::stop_token stop = {});

}  // namespace treewright::retrieval
