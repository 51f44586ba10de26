#include "lsp/file_uri.h"

#include <fmt/format.h>

#include <cctype>
#include <charconv>

namespace treewright::lsp {
namespace {

std::optional<std::string> unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 2 || error != std::errc() || end != digits.data() + 2 || value == 0)
      return std::nullopt;
    bytes += static_cast<char>(value);
    i += 2;
  }
  return bytes;
}

}  // namespace

std::optional<std::filesystem::path> path_of_uri(std::string_view uri) {
  constexpr std::string_view scheme = "file://", host = "localhost";
  if (!uri.starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  if (uri.starts_with(host)) uri.remove_prefix(host.size());
  if (!uri.starts_with('/')) return std::nullopt;
  const auto path = unescape(uri.substr(0, uri.find_first_of("?#")));
  if (!path) return std::nullopt;
  return std::filesystem::path(*path).lexically_normal();
}

std::filesystem::path canonical_path(const std::filesystem::path& path) {
  std::error_code error;
  auto canonical = std::filesystem::weakly_canonical(path, error);
  return error || canonical.empty() ? path : canonical.lexically_normal();
}

std::optional<std::filesystem::path> canonical_path_of_uri(std::string_view uri) {
  const auto path = path_of_uri(uri);
  if (!path) return std::nullopt;
  return canonical_path(*path);
}

std::string uri_of_path(const std::filesystem::path& path) {
  std::string uri = "file://";
  for (const char c : path.generic_string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                       std::string_view("/-_.~").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace treewright::lsp
