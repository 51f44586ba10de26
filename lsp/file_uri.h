#pragma once
// file: URIs (RFC 8089) and paths.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace treewright::lsp {

/// The absolute, normal path that a URI names; nothing for other schemes, other hosts and broken escapes.
[[nodiscard]] std::optional<std::filesystem::path> path_of_uri(std::string_view uri);
/// The same with symbolic links followed as far as the path exists, so that a file has one path however the
/// client spells it. Reads the file system.
[[nodiscard]] std::optional<std::filesystem::path> canonical_path_of_uri(std::string_view uri);
[[nodiscard]] std::string uri_of_path(const std::filesystem::path& path);

/// `path` with symbolic links followed as far as it exists; where that cannot be told, `path` itself.
[[nodiscard]] std::filesystem::path canonical_path(const std::filesystem::path& path);

}  // namespace treewright::lsp
