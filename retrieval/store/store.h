#pragma once
// The index of one workspace on disk: an SQLite database in the user's cache folder (store_location.h).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "retrieval/extraction/entry.h"
#include "retrieval/store/store_location.h"
#include "support/result.h"

namespace treewright::retrieval {

/// A file as it was when its entries were taken.
struct FileRecord {
  std::string path;           ///< relative to the workspace, with "/"
  std::int64_t size = 0;      ///< bytes
  std::int64_t modified = 0;  ///< nanoseconds of the file system's clock
  std::string hash;           ///< SHA-256 of its bytes

  friend bool operator==(const FileRecord&, const FileRecord&) = default;
};

struct StoredEntry {
  std::int64_t id = 0;  ///< stays while the file does not change
  std::string path;
  Entry entry;
};

/// Entries that were put together: those with these ids and between them.
struct IdRange {
  std::int64_t first = 0, last = 0;

  friend auto operator<=>(const IdRange&, const IdRange&) = default;
};

/// A file that has entries, and which.
struct FileRange {
  IdRange ids;
  std::string path;

  friend bool operator==(const FileRange&, const FileRange&) = default;
};

struct StoreCounts {
  std::int64_t files = 0, entries = 0;
};

/// Every change is one transaction: a process killed at any moment loses the file in progress at most, and
/// several processes may use one store (a change waits for another's up to five seconds). Errors name the
/// file and what to do. A row that is damaged is passed over; where SQLite finds damage, the store is made
/// anew when it is next opened. One thread at a time; open another one on the same path for another thread.
class Store {
 public:
  /// Makes the folders and the database where there are none, for the user alone (make_private). What is no
  /// database of this version's, or damaged, is thrown away: everything in it can be made again.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& path);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  [[nodiscard]] const std::filesystem::path& path() const;
  [[nodiscard]] Result<std::vector<FileRecord>> files() const;
  [[nodiscard]] Result<StoreCounts> counts() const;
  /// What the file holds, instead of what the store has of it. That can still be had by its ids for some
  /// minutes: a search that found it shows what it found.
  [[nodiscard]] Result<void> put(const FileRecord& file, const SourceFile& content);
  /// The file was touched, and is as it was.
  [[nodiscard]] Result<void> touch(const FileRecord& file);
  /// The file, or all below a folder of that path, at once and with what was replaced.
  [[nodiscard]] Result<void> remove(const std::string& path);

  /// All entries by rising id.
  [[nodiscard]] Result<void> for_each(const std::function<void(const StoredEntry&)>& visit) const;
  /// Of each file that has entries, rising. An id is never used again, and a new one is above all that ever
  /// were, so a file that is put anew has another range.
  [[nodiscard]] Result<std::vector<FileRange>> file_ranges() const;
  /// Entries by id, in the order asked for; those that are gone are left out.
  [[nodiscard]] Result<std::vector<StoredEntry>> entries(const std::vector<std::int64_t>& ids) const;
  [[nodiscard]] Result<std::vector<StoredEntry>> entries(const IdRange& range) const;
  /// A number that changes whenever any process changes the store.
  [[nodiscard]] Result<std::int64_t> version() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace treewright::retrieval
