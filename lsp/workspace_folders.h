#pragma once
// The folders that a client has open: opened and closed with it, and told of every change.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsp/client.h"
#include "lsp/open_documents.h"
#include "lsp/protocol.h"
#include "lsp/workspace_folder.h"

namespace treewright::lsp {

/// Used on its session's thread alone, which never waits here for an index; only the destructor does.
class WorkspaceFolders {
 public:
  /// `log_name` is the session's. `documents` must outlive this.
  WorkspaceFolders(std::string log_name, std::shared_ptr<Client> client,
                   std::shared_ptr<const embed::Embedder> embedder, const OpenDocuments& documents);
  WorkspaceFolders(const WorkspaceFolders&) = delete;
  WorkspaceFolders& operator=(const WorkspaceFolders&) = delete;
  ~WorkspaceFolders() { close_all(); }  // all at once, before it waits for each

  /// Opens what the client named when it began, with an index where `indexed`: without one the rules hold all
  /// the same.
  void start(const InitializeParams& client, bool indexed);
  /// The setting has changed.
  void set_indexed(bool indexed);
  void change(const DidChangeWorkspaceFoldersParams& params);

  /// Files were written, made or deleted, as the client noticed on the disk.
  void files_changed(const std::vector<std::string>& uris);
  /// Files or folders were renamed or deleted in the client.
  void files_moved(const std::vector<std::string>& uris);
  /// A document was opened or edited, or is out of sync now.
  void text_changed(const std::string& uri);
  void document_saved(const std::string& uri);
  /// The document at `file` is open no more.
  void document_closed(const std::filesystem::path& file);
  /// The user does not want to wait for what is shown under `token`.
  void cancel_progress(const std::string& token);

  /// The deepest folder that `file` (canonical) is in, or null.
  [[nodiscard]] WorkspaceFolder* find(const std::filesystem::path& file) const;

 private:
  using FolderPtr = std::unique_ptr<WorkspaceFolder>;
  struct OpenFolder {
    std::string uri;
    FolderPtr folder;
  };

  void open(const std::string& uri);
  void close(FolderPtr folder);
  void close_all();
  void set_texts() const;
  void watch_files();
  [[nodiscard]] IndexEvents make_events(const std::string& token, const std::filesystem::path& path) const;

  const std::string log_name_;
  const std::shared_ptr<Client> client_;
  const std::shared_ptr<const embed::Embedder> embedder_;  ///< or null
  const OpenDocuments& documents_;
  bool indexed_ = false;
  bool shows_progress_ = false;
  bool may_watch_ = false;
  bool watches_ = false;
  std::vector<std::string> uris_;              ///< that the client has open, folders or not
  std::map<std::string, OpenFolder> folders_;  ///< by the token of their progress
  std::size_t count_ = 0;                      ///< that ever were
  std::vector<FolderPtr> retired_;             ///< whose indexes have not all ended yet
};

}  // namespace treewright::lsp
