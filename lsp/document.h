#pragma once
// One open document: text, lines and syntax tree, kept up to date edit by edit (LSP, "Text Document
// Synchronization").

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "completion/site.h"
#include "engine/syntax/tree.h"
#include "lsp/position.h"
#include "lsp/protocol.h"
#include "lsp/text_buffer.h"
#include "support/result.h"

namespace treewright::lsp {

/// What a request sees. Never changes while somebody holds it.
struct Snapshot {
  TextBuffer buffer;
  syntax::Tree tree;  ///< empty when `unreadable`
  const syntax::Language* language = nullptr;
  std::int64_t version = 0;
  std::optional<completion::Reason> unreadable;  ///< unknown_language or file_too_large

  [[nodiscard]] completion::Source source() const { return {language, buffer.text(), &tree}; }
};

struct DocumentOptions {
  PositionEncoding encoding = PositionEncoding::utf16;
  std::size_t max_parsed_bytes = std::size_t{10} << 20;  ///< larger texts are kept but not parsed
};

/// Edited and asked for snapshots on one thread; snapshots are read and dropped on any.
class Document {
 public:
  /// `language` may be null: the text is kept, and snapshots say unknown_language.
  Document(const syntax::Language* language, std::string text, std::int64_t version,
           DocumentOptions options = {});

  /// Applies the changes in their order, each to the text that the one before it left, then parses once.
  /// Ranges outside the text are clamped, one whose end is before its start is turned around. Fails, and
  /// changes nothing, when `version` is not newer than the document's.
  [[nodiscard]] Result<void> change(const std::vector<ContentChange>& changes,
                                    std::optional<std::int64_t> version);

  /// Fails when an edit to `version` would be stale.
  [[nodiscard]] Result<void> check_version(std::optional<std::int64_t> version) const;

  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  [[nodiscard]] std::int64_t version() const { return state_->snapshot.version; }

 private:
  /// Shared with the snapshots given out, which count themselves: without readers the next edit is made in
  /// place.
  struct State {
    Snapshot snapshot;
    std::atomic<std::size_t> readers = 0;
  };

  [[nodiscard]] Snapshot& writable();
  void apply(Snapshot& snapshot, const ContentChange& change) const;
  void parse(Snapshot& snapshot);

  DocumentOptions options_;
  std::optional<syntax::Parser> parser_;
  std::shared_ptr<State> state_;
};

}  // namespace treewright::lsp
