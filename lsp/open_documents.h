#pragma once
// The documents that one client has open, and the requests that run on them.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsp/document.h"
#include "lsp/json_rpc.h"

namespace treewright::lsp {

/// Used on its session's thread alone. Documents are known by the URI as the client writes it.
class OpenDocuments {
 public:
  void set_encoding(PositionEncoding encoding) { options_.encoding = encoding; }
  [[nodiscard]] PositionEncoding encoding() const { return options_.encoding; }

  /// The language is the client's identifier or, where that is unknown, what the URI's ending says.
  void open(const DidOpenParams& params);
  /// Stops the requests that run on the old text. Fails on a document that is not open and on a stale
  /// version.
  [[nodiscard]] Result<void> change(const DidChangeParams& params);
  [[nodiscard]] Result<void> close(const std::string& uri);

  /// Fails when the document is not open.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> snapshot(const std::string& uri) const;
  /// `call` runs on the present text of an open document: the next edit supersedes it.
  void track(const std::string& uri, const std::shared_ptr<Call>& call);

 private:
  struct Entry {
    Document document;
    std::vector<std::weak_ptr<Call>> calls;
  };
  static void supersede(Entry& entry);

  DocumentOptions options_;
  std::map<std::string, Entry> entries_;
};

}  // namespace treewright::lsp
