#include "engine/model/verified_file.h"

#include "support/file.h"

namespace treewright::model {
namespace {

constexpr std::size_t max_config_bytes = std::size_t{1} << 20;
constexpr std::size_t max_model_bytes = std::size_t{512} << 20;
constexpr std::string_view remedy = "restore the model's folder from a release, or train it again";

Result<std::string> read(const std::filesystem::path& path, std::size_t max_bytes) {
  auto bytes = read_file(path, max_bytes);
  if (!bytes) return failure("{}; {}", bytes.error().message, remedy);
  return bytes;
}

}  // namespace

Result<std::string> read_config_file(const std::filesystem::path& folder) {
  return read(folder / "config.json", max_config_bytes);
}

Result<std::string> read_verified(const std::filesystem::path& path, const std::string& checksum) {
  auto bytes = read(path, max_model_bytes);
  if (!bytes) return bytes;
  if (sha256(*bytes) != checksum) {
    return failure("{}: damaged: its SHA-256 is not the one in config.json; {}", path.string(), remedy);
  }
  return bytes;
}

tl::unexpected<Error> refuse(const std::filesystem::path& path, const Error& error) {
  return failure("{}: {}; {}", path.string(), error.message, remedy);
}

}  // namespace treewright::model
