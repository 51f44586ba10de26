#pragma once
// Brings the store of a workspace up to date with its files.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "retrieval/exclusion/exclusions.h"
#include "retrieval/extraction/extraction.h"
#include "retrieval/store/store.h"

namespace treewright::retrieval {

struct IndexProgress {
  std::size_t done = 0, total = 0;  ///< files
  std::string path;                 ///< the one in progress
};

struct UpdateOptions {
  std::stop_token stop;                                ///< checked a file
  std::function<void(const IndexProgress&)> progress;  ///< before each file that is read
};

inline constexpr std::size_t most_faults = 20;

struct UpdateReport {
  std::size_t files = 0;    ///< of the workspace, that are worth indexing
  std::size_t read = 0;     ///< of them, because they are new or changed
  std::size_t removed = 0;  ///< gone, or excluded since
  std::size_t skipped = 0;  ///< of those read: no text, another encoding, minified, or unreadable
  /// One line for each file that could not be read and is tried again the next time; the first `most_faults`.
  std::vector<std::string> faults = {};
  bool stopped = false;  ///< before all was done; what was done is kept
};

/// What an editor has of a file.
struct OpenFile {
  std::string_view text;
  syntax::Tree tree;  ///< of exactly this text; where it is empty, the text is parsed
};

/// One workspace's. One thread at a time; several processes may index the same workspace.
class Indexer {
 public:
  /// `workspace` must be a folder; `store` must outlive this.
  Indexer(const std::filesystem::path& workspace, Store& store);

  /// Reads what is new or changed: by size and time of the file, then by its content. Fails where the store
  /// does; a file that cannot be read has no entries, and costs nothing else.
  [[nodiscard]] Result<UpdateReport> update(const UpdateOptions& options = {});
  /// The same of one file, by its path relative to the workspace. The entries of a file that is excluded or
  /// gone go, as do those of all files below a folder that is gone. The rules are those of the last update().
  [[nodiscard]] Result<void> update_file(const std::string& path);
  /// What an open file's text holds, without touching the store (WorkspaceIndex::set_overlay takes it); an
  /// excluded file has no entries. May be called by update()'s progress.
  [[nodiscard]] Result<std::vector<Entry>> read_open(const std::string& path, const OpenFile& open);

 private:
  [[nodiscard]] Exclusions& exclusions();
  [[nodiscard]] Result<void> update_one(const FileRecord* known, FileRecord file, UpdateReport& report);
  [[nodiscard]] Result<SourceFile> extract(const std::string& path, const OpenFile& file);
  [[nodiscard]] Result<void> remove_missing(const std::map<std::string, FileRecord>& known,
                                            UpdateReport& report);

  std::filesystem::path workspace_;
  Store& store_;
  std::optional<Exclusions> exclusions_;                        // read when first needed
  std::map<std::string, Extraction, std::less<>> extractions_;  // by language
};

}  // namespace treewright::retrieval
