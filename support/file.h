#pragma once
// Whole files in and out. Errors name the path and what to do.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "support/result.h"

namespace treewright {

/// The file's bytes, unchanged. Fails on a folder, an unreadable file, or one larger than `max_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t max_bytes = std::size_t{1} << 30);

/// Writes beside `path`, fsyncs and renames: a reader sees the old bytes or the new ones, never a part.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

/// Lower-case hexadecimal SHA-256 of `bytes`.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace treewright
