#include "retrieval/store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "retrieval/store/schema.h"
#include "support/file.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

constexpr int application_id = 0x74777274;  // "twrt"
constexpr std::chrono::milliseconds patience{5000};

constexpr std::chrono::minutes replaced_stays{5};  // longer than any search, or a list that an editor shows

constexpr const char* entry_columns =
    "SELECT entry.id, path, kind, description, code, name, scope, line, end_line "
    "FROM entry JOIN file ON file.id = entry.file ";

/// Nothing that is asked of a sound store is an error of SQL or against its constraints.
bool is_damage(const SQLite::Exception& error) {
  constexpr std::array codes{SQLITE_CORRUPT, SQLITE_NOTADB,   SQLITE_ERROR,     SQLITE_SCHEMA,
                             SQLITE_FORMAT,  SQLITE_MISMATCH, SQLITE_CONSTRAINT};
  return std::ranges::find(codes, error.getErrorCode()) != codes.end();
}

/// A header may also say that only a later SQLite may write the file.
bool is_damage(const SQLite::Exception& error, const fs::path& path) {
  const bool says_read_only = error.getErrorCode() == SQLITE_READONLY;
  return is_damage(error) || (says_read_only && ::access(path.c_str(), W_OK) == 0);
}

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
    default:
      if (!is_damage(error)) break;
      remedy = "is damaged: it is made anew at the next start";
      break;
  }
  return fmt::format("{}: {}", path.string(), remedy);
}

/// A file beside the store: whoever opens it next makes it anew.
fs::path damage_mark(const fs::path& path) { return path.string() + "-damaged"; }

void mark_damaged(const fs::path& path) { static_cast<void>(write_file(damage_mark(path), "")); }

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
    if (is_damage(error)) mark_damaged(path);
    return failure("{}", explain(path, error));
  }
}

bool is_busy(const SQLite::Exception& error) {
  return error.getErrorCode() == SQLITE_BUSY || error.getErrorCode() == SQLITE_LOCKED;
}

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// False where it is no store of this version's.
bool has_tables(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = pragma(database, "user_version");
  const bool is_new = version == 0 && pragma(database, "schema_version") == 0;
  const bool is_ours = pragma(database, "application_id") == application_id &&
                       database.execAndGet("PRAGMA encoding").getString() == "UTF-8";
  if (!is_new) return version == schema_version && is_ours;
  database.exec(schema);
  database.exec(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, schema_version));
  transaction.commit();
  return true;
}

/// Nothing where the row is none that put() writes.
std::optional<StoredEntry> entry_of(const SQLite::Statement& row) {
  constexpr int path = 1, kind = 2, description = 3, scope = 6, line = 7, end_line = 8;
  bool is_sound = row.getColumn(path).isText() && row.getColumn(kind).isInteger();
  for (int text = description; text <= scope; ++text) is_sound = is_sound && row.getColumn(text).isText();
  const std::int64_t kind_number = row.getColumn(kind).getInt64(), first = row.getColumn(line).getInt64(),
                     last = row.getColumn(end_line).getInt64();
  is_sound = is_sound && kind_number >= 0 && kind_number < std::int64_t{entry_kind_count} && first >= 1 &&
             first <= last && last <= std::numeric_limits<std::uint32_t>::max();
  if (!is_sound) return std::nullopt;
  return StoredEntry{
      row.getColumn(0).getInt64(),
      row.getColumn(path).getString(),
      {static_cast<EntryKind>(kind_number), row.getColumn(description).getString(),
       row.getColumn(4).getString(), row.getColumn(5).getString(), row.getColumn(scope).getString(),
       static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}};
}

/// The entries that `row` finds, up to where the store is damaged.
void read_entries(const fs::path& path, SQLite::Statement& row, std::vector<StoredEntry>& entries) {
  try {
    while (row.executeStep()) {
      if (auto entry = entry_of(row)) entries.push_back(*std::move(entry));
    }
    row.reset();
  } catch (const SQLite::Exception& error) {
    if (!is_damage(error)) throw;
    mark_damaged(path);
    row.tryReset();
  }
}

std::int64_t now_in_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
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
    database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
        "PRAGMA trusted_schema = OFF");
  }

  /// Of a process, one at a time: a lock that another thread has on a file of SQLite's is lost when the file
  /// is closed, and so it is made while nobody opens it.
  static Result<std::unique_ptr<Impl>> open(const fs::path& file) {
    static std::mutex opening;
    // Counting its memory takes a lock of the whole process for each allocation: searches would wait there
    // for a thread of low priority.
    [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    const std::lock_guard lock(opening);
    std::error_code error;
    if (fs::exists(damage_mark(file), error)) remove_store(file);
    if (auto done = make_private(file); !done) return tl::unexpected(done.error());
    auto impl = std::make_unique<Impl>(file);
    fs::last_write_time(file, fs::file_time_type::clock::now(), error);  // when it was last wanted
    return impl;
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

  /// What was replaced long enough ago goes, and what is there of `name` is replaced.
  void replace_file(const std::string& name) {
    const std::int64_t now = now_in_seconds();
    SQLite::Statement purge(database,
                            "DELETE FROM file WHERE replaced < ? OR replaced > ?");  // or the clock went back
    SQLite::bind(purge, now - std::chrono::seconds(replaced_stays).count(), now);
    purge.exec();
    SQLite::Statement replace(database, "UPDATE file SET replaced = ? WHERE path = ? AND replaced IS NULL");
    SQLite::bind(replace, now, name);
    replace.exec();
  }
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const fs::path& Store::path() const { return impl_->path; }

Result<Store> Store::open(const fs::path& path) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (bool again = false;;) {
    try {
      auto impl = Impl::open(path);
      if (!impl) return tl::unexpected(impl.error());
      if (has_tables((*impl)->database)) return Store(*std::move(impl));
    } catch (const SQLite::Exception& exception) {
      // Two that open at once and want the log are told so at once, however patient they are.
      if (is_busy(exception) && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        continue;
      }
      if (again || !is_damage(exception, path)) return failure("{}", explain(path, exception));
    }
    if (std::exchange(again, true)) break;
    remove_store(path);
  }
  return failure("{}: cannot be made anew: check the folder's rights", path.string());
}

Result<std::vector<FileRecord>> Store::files() const {
  return guarded(impl_->path, [&] {
    std::vector<FileRecord> files;
    SQLite::Statement row(impl_->database,
                          "SELECT path, size, modified, hash FROM file WHERE replaced IS NULL ORDER BY path");
    while (row.executeStep()) {
      if (!row.getColumn(0).isText()) continue;
      files.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64(), row.getColumn(2).getInt64(),
                       row.getColumn(3).getString()});
    }
    return files;
  });
}

Result<StoreCounts> Store::counts() const {
  return guarded(impl_->path, [&] {
    const auto count = [&](const char* query) { return impl_->database.execAndGet(query).getInt64(); };
    return StoreCounts{
        count("SELECT count(*) FROM file WHERE replaced IS NULL"),
        count("SELECT count(*) FROM entry JOIN file ON file.id = entry.file WHERE replaced IS NULL")};
  });
}

Result<void> Store::put(const FileRecord& file, const SourceFile& content) {
  return guarded(impl_->path, [&] {
    SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
    impl_->replace_file(file.path);
    impl_->put_entries(impl_->put_file(file, content), content.entries);
    transaction.commit();
  });
}

Result<void> Store::touch(const FileRecord& file) {
  return guarded(impl_->path, [&] {
    SQLite::Statement statement(impl_->database,
                                "UPDATE file SET size = ?, modified = ? WHERE path = ? AND replaced IS NULL");
    SQLite::bind(statement, file.size, file.modified, file.path);
    statement.exec();
  });
}

Result<void> Store::remove(const std::string& path) {
  return guarded(impl_->path, [&] {
    SQLite::Statement statement(impl_->database,
                                "DELETE FROM file WHERE path = ? OR (path > ? AND path < ?)");
    SQLite::bind(statement, path, path + '/', path + static_cast<char>('/' + 1));
    statement.exec();
  });
}

Result<void> Store::for_each(const std::function<void(const StoredEntry&)>& visit) const {
  const auto files = file_ranges();
  if (!files) return tl::unexpected(files.error());
  for (const FileRange& file : *files) {
    const auto of_file = entries(file.ids);
    if (!of_file) return tl::unexpected(of_file.error());
    std::ranges::for_each(*of_file, visit);
  }
  return {};
}

Result<std::vector<FileRange>> Store::file_ranges() const {
  return guarded(impl_->path, [&] {
    std::vector<FileRange> ranges;
    SQLite::Statement row(impl_->database,
                          "SELECT first_entry, last_entry, path FROM file "
                          "WHERE first_entry IS NOT NULL AND replaced IS NULL ORDER BY first_entry");
    while (row.executeStep()) {
      const IdRange ids{row.getColumn(0).getInt64(), row.getColumn(1).getInt64()};
      // Ranges that do not rise are damage: whoever searches relies on it.
      const bool rises = ids.first <= ids.last && (ranges.empty() ? 0 : ranges.back().ids.last) < ids.first;
      if (rises && row.getColumn(2).isText()) ranges.push_back({ids, row.getColumn(2).getString()});
    }
    return ranges;
  });
}

Result<std::vector<StoredEntry>> Store::entries(const std::vector<std::int64_t>& ids) const {
  return guarded(impl_->path, [&] {
    std::vector<StoredEntry> entries;
    SQLite::Statement row(impl_->database, std::string(entry_columns) + "WHERE entry.id = ?");
    for (const std::int64_t id : ids) {
      row.bind(1, id);
      read_entries(impl_->path, row, entries);
    }
    return entries;
  });
}

Result<std::vector<StoredEntry>> Store::entries(const IdRange& range) const {
  return guarded(impl_->path, [&] {
    std::vector<StoredEntry> entries;
    SQLite::Statement row(impl_->database,
                          std::string(entry_columns) + "WHERE entry.id BETWEEN ? AND ? ORDER BY entry.id");
    SQLite::bind(row, range.first, range.last);
    read_entries(impl_->path, row, entries);
    return entries;
  });
}

Result<std::int64_t> Store::version() const {
  return guarded(impl_->path, [&]() -> std::int64_t {
    return impl_->database.execAndGet("PRAGMA data_version").getInt64() +
           sqlite3_total_changes64(impl_->database.getHandle());
  });
}

}  // namespace treewright::retrieval
