#include "retrieval/store/store_location.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "retrieval/store/schema.h"
#include "support/file.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

constexpr const char* workspace_file = "workspace.txt";
constexpr std::array<const char*, 4> suffixes{"", "-wal", "-shm", "-damaged"};
constexpr mode_t folder_mode = 0700, file_mode = 0600;

Result<fs::path> cache_folder() {
  const char *cache = std::getenv("XDG_CACHE_HOME"), *home = std::getenv("HOME");
  if (cache != nullptr && fs::path(cache).is_absolute()) return fs::path(cache) / "treewright";
  if (home != nullptr && *home != '\0') return fs::path(home) / ".cache" / "treewright";
  return failure("the index has no place: set XDG_CACHE_HOME or HOME");
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

/// Links are left alone: what they lead to may be anybody's.
Result<void> restrict_mode(const fs::path& path, mode_t mode) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || S_ISLNK(status.st_mode)) return {};
  if ((status.st_mode & ~mode & 0777U) == 0 || ::chmod(path.c_str(), mode) == 0) return {};
  return failure("{}: may be read by others: check who owns it, or set XDG_CACHE_HOME", path.string());
}

void make_folders(const fs::path& folder) {
  if (folder.empty() || ::mkdir(folder.c_str(), folder_mode) == 0 || errno != ENOENT) return;
  make_folders(folder.parent_path());
  static_cast<void>(::mkdir(folder.c_str(), folder_mode));  // what fails here fails when the store is opened
}

/// Whether the workspace of the stores in `folder` is known to be gone.
bool is_orphan(const fs::path& folder) {
  const auto workspace = read_file(folder / workspace_file);
  std::error_code error;
  return workspace && fs::status(*workspace, error).type() == fs::file_type::not_found;
}

bool is_unused(const fs::path& store) {
  fs::file_time_type newest = fs::file_time_type::min();
  for (const char* suffix : suffixes) {
    std::error_code error;
    const auto time = fs::last_write_time(store.string() + suffix, error);
    if (!error) newest = std::max(newest, time);
  }
  return newest < fs::file_time_type::clock::now() - unused_store;
}

std::uintmax_t size_of(const fs::path& store) {
  std::uintmax_t bytes = 0;
  for (const char* suffix : suffixes) {
    std::error_code error;
    const auto size = fs::file_size(store.string() + suffix, error);
    bytes += error ? 0 : size;
  }
  return bytes;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    paths.push_back(entry->path());
  return paths;
}

void prune_store(const fs::path& store, bool is_gone, PruneReport& report) {
  if (!is_gone && !is_unused(store)) return;
  ++report.removed;
  report.bytes += size_of(store);
  remove_store(store);
}

void prune_folder(const fs::path& folder, PruneReport& report) {
  const bool is_gone = is_orphan(folder);
  for (const fs::path& path : entries_of(folder)) {
    if (path.extension() == ".db") prune_store(path, is_gone, report);
  }
  std::error_code error;
  const auto left = entries_of(folder);
  const bool is_empty =
      std::ranges::none_of(left, [](const fs::path& path) { return path.extension() == ".db"; });
  if (is_empty) fs::remove_all(folder, error);
}

}  // namespace

Result<fs::path> store_path(const fs::path& workspace) {
  const auto cache = cache_folder();
  if (!cache) return cache;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(workspace), error);
  constexpr std::size_t digits = 16, most_of_name = 64;
  const std::string name = fmt::format("{}-{}", whole.filename().string().substr(0, most_of_name),
                                       sha256(whole.string()).substr(0, digits));
  return *cache / "index" / name / fmt::format("v{}.db", schema_version);
}

Result<void> make_private(const fs::path& store) {
  const auto cache = cache_folder();
  make_folders(store.parent_path());
  for (fs::path folder = store.parent_path(); cache && is_inside(folder, *cache);
       folder = folder.parent_path()) {
    if (auto done = restrict_mode(folder, folder_mode); !done) return done;
  }
  const int file = ::open(store.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, file_mode);
  if (file >= 0) ::close(file);
  for (const char* suffix : suffixes) {
    if (auto done = restrict_mode(store.string() + suffix, file_mode); !done) return done;
  }
  return {};
}

void name_workspace(const fs::path& store, const fs::path& workspace) {
  const fs::path file = store.parent_path() / workspace_file;
  std::error_code error;
  if (fs::exists(file, error)) return;
  if (write_file(file, fs::absolute(workspace, error).string()))
    static_cast<void>(restrict_mode(file, file_mode));
}

void remove_store(const fs::path& store) {
  std::error_code error;
  for (const char* suffix : suffixes) fs::remove(store.string() + suffix, error);
}

Result<PruneReport> prune_stores() {
  const auto cache = cache_folder();
  if (!cache) return tl::unexpected(cache.error());
  PruneReport report;
  for (const fs::path& path : entries_of(*cache / "index")) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (fs::is_directory(status)) prune_folder(path, report);
    // Earlier versions had all stores in one folder.
    if (fs::is_regular_file(status) && path.extension() == ".db") prune_store(path, false, report);
  }
  return report;
}

}  // namespace treewright::retrieval
