#pragma once
// A folder that the editor has open: its rules of exclusion and, where the settings want one, its index.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "lsp/background_indexer.h"
#include "lsp/folder_rules.h"

namespace treewright::lsp {

/// Used on its session's thread alone; nothing here waits for another one. Files are given by their canonical
/// paths (file_uri.h).
class WorkspaceFolder {
 public:
  using SnapshotPtr = std::shared_ptr<const Snapshot>;

  /// Without an index: there are only the rules.
  explicit WorkspaceFolder(const std::filesystem::path& path);
  /// Starts to read what has changed since the last time. `embedder` may be null (WorkspaceIndex::open).
  WorkspaceFolder(const std::filesystem::path& path, IndexEvents events,
                  std::shared_ptr<const embed::Embedder> embedder = nullptr, IndexTiming timing = {});

  /// As the client spells it: what it is shown begins with this.
  [[nodiscard]] const std::filesystem::path& shown_path() const { return shown_path_; }
  /// With symbolic links followed.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool contains(const std::filesystem::path& file) const;
  /// `file` relative to the folder, with "/".
  [[nodiscard]] std::string relative(const std::filesystem::path& file) const;

  /// A file or folder was written, made or deleted; of a file of rules, the whole folder is gone through
  /// again.
  void changed(const std::filesystem::path& file);
  /// Files or folders were renamed or deleted.
  void check_all();
  /// An editor holds this text of a file, saved or not.
  void set_text(const std::filesystem::path& file, SnapshotPtr snapshot);
  /// The disk's text of the file counts again.
  void remove_text(const std::filesystem::path& file);
  void cancel_update();

  /// The index is to end. Destroying the folder waits until it has.
  void retire();
  [[nodiscard]] bool has_retired() const { return !indexer_ || indexer_->has_ended(); }
  /// Until the index has nothing to do.
  void block_until_idle();

  /// Both outlive the folder, and may be used on any thread.
  [[nodiscard]] const std::shared_ptr<FolderRules>& rules() const { return rules_; }
  [[nodiscard]] std::shared_ptr<const completion::Workspace> index() const;  ///< null where there is none

 private:
  const std::filesystem::path shown_path_;
  const std::filesystem::path path_;
  const std::shared_ptr<FolderRules> rules_;
  std::optional<BackgroundIndexer> indexer_;
};

}  // namespace treewright::lsp
