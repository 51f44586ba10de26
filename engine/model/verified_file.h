#pragma once
// Files of a model's folder, verified before they are used. Errors name the file and the remedy.

#include <filesystem>
#include <string>

#include "support/result.h"

namespace treewright::model {

/// config.json, which nothing vouches for. Fails where it cannot be read.
[[nodiscard]] Result<std::string> read_config_file(const std::filesystem::path& folder);

/// Fails where the file cannot be read or its SHA-256 is not `checksum` (lower-case hexadecimal).
[[nodiscard]] Result<std::string> read_verified(const std::filesystem::path& path,
                                                const std::string& checksum);

/// What is wrong with the file at `path`, with the remedy.
[[nodiscard]] tl::unexpected<Error> refuse(const std::filesystem::path& path, const Error& error);

}  // namespace treewright::model
