#include "retrieval/store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <sqlite3.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "support/file.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

/// Script N makes version N + 1 of version N. A change of what extraction finds is a script as well: one that
/// empties the tables.
constexpr std::array<const char*, 2> migrations{R"(
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  hash TEXT NOT NULL,
  imports TEXT NOT NULL
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  description TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  line INTEGER NOT NULL,
  end_line INTEGER NOT NULL
);
CREATE INDEX entry_file ON entry (file);
)",
                                                R"(
ALTER TABLE file ADD COLUMN first_entry INTEGER;
ALTER TABLE file ADD COLUMN last_entry INTEGER;
UPDATE file SET (first_entry, last_entry) = (SELECT min(id), max(id) FROM entry WHERE entry.file = file.id);
CREATE INDEX file_entries ON file (first_entry, last_entry);
)"};
constexpr int application_id = 0x74777274;  // "twrt"
constexpr std::chrono::milliseconds patience{5000};

constexpr const char* entry_columns =
    "SELECT entry.id, path, kind, description, code, name, scope, line, end_line FROM entry JOIN file ON "
    "file.id "
    "= entry.file ";

std::string explain(const fs::path& path, const SQLite::Exception& error) {
  const char* remedy = error.what();
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      remedy = "the disk is full: free space, and index again";
      break;
    case SQLITE_IOERR:
      remedy = "the disk does not read or write (is it full?): free space, and index again";
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      remedy = "another program holds it: try again";
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      remedy = "cannot be written: check the folder's rights, or set XDG_CACHE_HOME";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      remedy = "is damaged: it is made anew at the next start";
      break;
  }
  return fmt::format("{}: {}", path.string(), remedy);
}

/// `work` with SQLite's exceptions as errors.
template <typename Work>
auto guarded(const fs::path& path, Work work) -> Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const SQLite::Exception& error) {
    return failure("{}", explain(path, error));
  }
}

bool is_damage(const SQLite::Exception& error) {
  return error.getErrorCode() == SQLITE_CORRUPT || error.getErrorCode() == SQLITE_NOTADB;
}

bool is_busy(const SQLite::Exception& error) {
  return error.getErrorCode() == SQLITE_BUSY || error.getErrorCode() == SQLITE_LOCKED;
}

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// False where it is no store of this version's or an older one's.
bool migrate(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = pragma(database, "user_version");
  const bool is_new = version == 0 && pragma(database, "schema_version") == 0;
  const bool is_ours = pragma(database, "application_id") == application_id;
  if ((!is_new && !is_ours) || version > static_cast<int>(migrations.size())) return false;
  for (auto step = static_cast<std::size_t>(version); step < migrations.size(); ++step)
    database.exec(migrations[step]);
  database.exec(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, migrations.size()));
  transaction.commit();
  return true;
}

void remove_database(const fs::path& path) {
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path.string() + suffix, error);
}

StoredEntry entry_of(const SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(),
          row.getColumn(1).getString(),
          {static_cast<EntryKind>(row.getColumn(2).getInt()), row.getColumn(3).getString(),
           row.getColumn(4).getString(), row.getColumn(5).getString(), row.getColumn(6).getString(),
           row.getColumn(7).getUInt(), row.getColumn(8).getUInt()}};
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace

struct Store::Impl {
  fs::path path;
  SQLite::Database database;

  explicit Impl(const fs::path& file)
      : path(file),
        database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, static_cast<int>(patience.count())) {
    // With the log, readers see the last whole state while another process writes, and a crash leaves one.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
  }

  std::int64_t put_file(const FileRecord& file, const SourceFile& content) {
    SQLite::Statement statement(
        database, "INSERT INTO file (path, size, modified, hash, imports) VALUES (?, ?, ?, ?, ?)");
    SQLite::bind(statement, file.path, file.size, file.modified, file.hash, lines_of(content.imports));
    statement.exec();
    return database.getLastInsertRowid();
  }

  void put_entries(std::int64_t file, const std::vector<Entry>& entries) {
    if (entries.empty()) return;
    SQLite::Statement statement(
        database,
        "INSERT INTO entry (file, kind, description, code, name, scope, line, end_line) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const Entry& entry : entries) {
      SQLite::bind(statement, file, static_cast<int>(entry.kind), entry.description, entry.code, entry.name,
                   entry.scope, entry.line, entry.end_line);
      statement.exec();
      statement.reset();
    }
    const std::int64_t last = database.getLastInsertRowid();
    SQLite::Statement range(database, "UPDATE file SET first_entry = ?, last_entry = ? WHERE id = ?");
    SQLite::bind(range, last - static_cast<std::int64_t>(entries.size()) + 1, last, file);
    range.exec();
  }

  void remove_file(const std::string& name) {
    SQLite::Statement statement(database, "DELETE FROM file WHERE path = ?");
    statement.bind(1, name);
    statement.exec();
  }
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (bool again = false;;) {
    try {
      auto impl = std::make_unique<Impl>(path);
      if (migrate(impl->database)) return Store(std::move(impl));
    } catch (const SQLite::Exception& exception) {
      // Two that open at once and want the log are told so at once, however patient they are.
      if (is_busy(exception) && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        continue;
      }
      if (again || !is_damage(exception)) return failure("{}", explain(path, exception));
    }
    if (std::exchange(again, true)) break;
    remove_database(path);
  }
  return failure("{}: cannot be made anew: check the folder's rights", path.string());
}

Result<std::vector<FileRecord>> Store::files() const {
  return guarded(impl_->path, [&] {
    std::vector<FileRecord> files;
    SQLite::Statement row(impl_->database, "SELECT path, size, modified, hash FROM file ORDER BY path");
    while (row.executeStep())
      files.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64(), row.getColumn(2).getInt64(),
                       row.getColumn(3).getString()});
    return files;
  });
}

Result<StoreCounts> Store::counts() const {
  return guarded(impl_->path, [&] {
    const auto count = [&](const char* query) { return impl_->database.execAndGet(query).getInt64(); };
    return StoreCounts{count("SELECT count(*) FROM file"), count("SELECT count(*) FROM entry")};
  });
}

Result<void> Store::put(const FileRecord& file, const SourceFile& content) {
  return guarded(impl_->path, [&] {
    SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
    impl_->remove_file(file.path);
    impl_->put_entries(impl_->put_file(file, content), content.entries);
    transaction.commit();
  });
}

Result<void> Store::touch(const FileRecord& file) {
  return guarded(impl_->path, [&] {
    SQLite::Statement statement(impl_->database, "UPDATE file SET size = ?, modified = ? WHERE path = ?");
    SQLite::bind(statement, file.size, file.modified, file.path);
    statement.exec();
  });
}

Result<void> Store::remove(const std::string& path) {
  return guarded(impl_->path, [&] { impl_->remove_file(path); });
}

Result<void> Store::for_each(const std::function<void(const StoredEntry&)>& visit, std::int64_t after) const {
  return guarded(impl_->path, [&] {
    SQLite::Statement row(impl_->database,
                          std::string(entry_columns) + "WHERE entry.id > ? ORDER BY entry.id");
    row.bind(1, after);
    while (row.executeStep()) visit(entry_of(row));
  });
}

Result<std::vector<IdRange>> Store::id_ranges() const {
  return guarded(impl_->path, [&] {
    std::vector<IdRange> ranges;
    SQLite::Statement row(impl_->database,
                          "SELECT first_entry, last_entry FROM file WHERE first_entry IS NOT NULL "
                          "ORDER BY first_entry");
    while (row.executeStep()) ranges.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getInt64()});
    return ranges;
  });
}

Result<std::vector<StoredEntry>> Store::entries(const std::vector<std::int64_t>& ids) const {
  return guarded(impl_->path, [&] {
    std::vector<StoredEntry> entries;
    SQLite::Statement row(impl_->database, std::string(entry_columns) + "WHERE entry.id = ?");
    for (const std::int64_t id : ids) {
      row.bind(1, id);
      if (row.executeStep()) entries.push_back(entry_of(row));
      row.reset();
    }
    return entries;
  });
}

Result<std::int64_t> Store::version() const {
  return guarded(impl_->path, [&]() -> std::int64_t {
    return impl_->database.execAndGet("PRAGMA data_version").getInt64() +
           sqlite3_total_changes64(impl_->database.getHandle());
  });
}

Result<fs::path> store_path(const fs::path& workspace) {
  const char *cache = std::getenv("XDG_CACHE_HOME"), *home = std::getenv("HOME");
  fs::path folder;
  if (cache != nullptr && fs::path(cache).is_absolute()) {
    folder = cache;
  } else if (home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".cache";
  } else {
    return failure("the index has no place: set XDG_CACHE_HOME or HOME");
  }
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(workspace), error);
  constexpr std::size_t digits = 16;
  const std::string name =
      fmt::format("{}-{}.db", whole.filename().string(), sha256(whole.string()).substr(0, digits));
  return folder / "treewright" / "index" / name;
}

}  // namespace treewright::retrieval
