#pragma once
// The documents that one client has open, and the requests that run on them.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lsp/document.h"
#include "lsp/json_rpc.h"

namespace treewright::lsp {

/// Used on its session's thread alone. Documents are known by the URI as the client writes it.
class OpenDocuments {
 public:
  using SnapshotPtr = std::shared_ptr<const Snapshot>;

  void set_encoding(PositionEncoding encoding) { options_.encoding = encoding; }
  [[nodiscard]] PositionEncoding encoding() const { return options_.encoding; }

  /// The language is the client's identifier or, where that is unknown, what the URI's ending says.
  void open(const DidOpenParams& params);
  /// Stops the requests that run on the old text. Fails on a document that is not open, and where the change
  /// cannot be applied: then the document is out of sync. Changes of one that is already are ignored.
  [[nodiscard]] Result<void> change(const DidChangeParams& params);
  [[nodiscard]] Result<void> close(const std::string& uri);
  /// A change is missing. Whether the document is open, and was in sync until now.
  bool lose_sync(const std::string& uri);

  [[nodiscard]] bool contains(const std::string& uri) const { return entries_.contains(uri); }
  /// Whether the document is open and its text is what the editor shows.
  [[nodiscard]] bool in_sync(const std::string& uri) const;
  /// Fails when the document is not open.
  [[nodiscard]] Result<SnapshotPtr> snapshot(const std::string& uri) const;
  /// Where an open document lies, with symbolic links followed when it was opened; nothing for documents that
  /// are no files, and for those that are not open.
  [[nodiscard]] std::optional<std::filesystem::path> path(const std::string& uri) const;
  /// Every document that is a file and in sync.
  void for_each_file(const std::function<void(const std::filesystem::path&, SnapshotPtr)>& visit) const;
  /// `call` runs on the present text of an open document: the next edit supersedes it.
  void track(const std::string& uri, const std::shared_ptr<Call>& call);

 private:
  struct Entry {
    Document document;
    std::optional<std::filesystem::path> path;
    std::vector<std::weak_ptr<Call>> calls;
  };
  static void supersede(Entry& entry);

  DocumentOptions options_;
  std::map<std::string, Entry> entries_;
};

}  // namespace treewright::lsp
