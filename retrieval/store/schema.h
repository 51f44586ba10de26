#pragma once
// The tables of a store.

namespace treewright::retrieval {

/// Of the tables, and of what extraction finds: whoever changes either adds one, and every index is made anew
/// beside the one of the version before.
inline constexpr int schema_version = 3;

/// Text that was replaced stays for a while (`replaced` says since when, in seconds), as a search may have
/// found it just before: Store::put.
inline constexpr const char* schema = R"(
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  hash TEXT NOT NULL,
  imports TEXT NOT NULL,
  first_entry INTEGER,
  last_entry INTEGER,
  replaced INTEGER
);
CREATE UNIQUE INDEX file_path ON file (path) WHERE replaced IS NULL;
CREATE INDEX file_entries ON file (first_entry, last_entry, path) WHERE replaced IS NULL;
CREATE INDEX file_replaced ON file (replaced) WHERE replaced IS NOT NULL;
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
)";

}  // namespace treewright::retrieval
