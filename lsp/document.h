#pragma once
// One open document: its text and lines, kept up to date edit by edit, and its syntax tree (LSP, "Text
// Document Synchronization").

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/syntax/timed_parse.h"
#include "lsp/lazy_tree.h"
#include "lsp/position.h"
#include "lsp/protocol.h"
#include "lsp/text_buffer.h"
#include "support/result.h"

namespace treewright::lsp {

/// Why nothing can be asked about a text.
enum class Unreadable {
  unknown_language,
  file_too_large,
  out_of_sync,  ///< a change could not be applied: the text is not what the editor shows
};

/// What a request sees. Its text never changes while somebody holds it.
struct Snapshot {
  TextBuffer buffer;
  LazyTree tree;
  const syntax::Language* language = nullptr;
  std::int64_t version = 0;
  std::chrono::milliseconds parse_limit = syntax::parse_limit;
  std::optional<Unreadable> unreadable;

  /// The text's syntax tree: parsed on the calling thread by the first who asks. Blocks for `parse_limit`, or
  /// twice that where another thread is parsing it. Empty when `unreadable`, when `stop` is requested and
  /// when the text takes longer.
  [[nodiscard]] syntax::Tree parse(const std::stop_token& stop = {}) const;
};

struct DocumentOptions {
  PositionEncoding encoding = PositionEncoding::utf16;
  std::size_t max_parsed_bytes = std::size_t{10} << 20;  ///< larger texts are kept but not parsed
  std::chrono::milliseconds parse_limit = syntax::parse_limit;
};

/// Edited and asked for snapshots on one thread, which never parses; snapshots are read and dropped on any.
class Document {
 public:
  /// `language` may be null: the text is kept, and snapshots say unknown_language.
  Document(const syntax::Language* language, std::string text, std::int64_t version,
           DocumentOptions options = {});

  /// Applies the changes in their order, each to the text that the one before it left. Columns past a line's
  /// end are its end, the line after the last one is the end of the text, and a range whose end is before its
  /// start is turned around. Fails when `version` is not newer than the document's, and when a range has a
  /// line that the text does not have: the document is then out of sync.
  [[nodiscard]] Result<void> change(const std::vector<ContentChange>& changes,
                                    std::optional<std::int64_t> version);
  /// A change is missing: from now on snapshots say out_of_sync, and changes are no longer applied.
  void lose_sync();
  [[nodiscard]] bool in_sync() const { return in_sync_; }

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
  [[nodiscard]] Result<void> try_change(const std::vector<ContentChange>& changes,
                                        std::optional<std::int64_t> version);
  [[nodiscard]] Result<void> apply(Snapshot& snapshot, const ContentChange& change) const;
  void judge(Snapshot& snapshot) const;

  DocumentOptions options_;
  bool in_sync_ = true;
  std::shared_ptr<State> state_;
};

}  // namespace treewright::lsp
