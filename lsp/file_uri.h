#pragma once
// file: URIs (RFC 8089) and paths.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace treewright::lsp {

/// The absolute, normal path that a URI names; nothing for other schemes, other hosts and broken escapes.
[[nodiscard]] std::optional<std::filesystem::path> path_of_uri(std::string_view uri);
[[nodiscard]] std::string uri_of_path(const std::filesystem::path& path);

}  // namespace treewright::lsp
