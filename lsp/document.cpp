#include "lsp/document.h"

#include <algorithm>
#include <utility>

namespace treewright::lsp {

syntax::Tree Snapshot::parse(const std::stop_token& stop) const {
  if (unreadable) return {};
  return tree.parse(*language, buffer.text(), stop, parse_limit);
}

Document::Document(const syntax::Language* language, std::string text, std::int64_t version,
                   DocumentOptions options)
    : options_(options), state_(std::make_shared<State>()) {
  auto& snapshot = state_->snapshot;
  snapshot.buffer = TextBuffer(std::move(text));
  snapshot.language = language;
  snapshot.version = version;
  snapshot.parse_limit = options.parse_limit;
  judge(snapshot);
}

Result<void> Document::change(const std::vector<ContentChange>& changes,
                              std::optional<std::int64_t> version) {
  auto changed = try_change(changes, version);
  if (!changed) lose_sync();
  return changed;
}

Result<void> Document::try_change(const std::vector<ContentChange>& changes,
                                  std::optional<std::int64_t> version) {
  if (!in_sync_) return failure("textDocument.uri: the document is out of sync");
  if (version && *version <= this->version())
    return failure("textDocument.version: {} is not newer than {}", *version, this->version());
  auto& snapshot = writable();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (const auto applied = apply(snapshot, changes[i]); !applied)
      return failure("contentChanges[{}].range: {}", i, applied.error().message);
  }
  snapshot.version = version.value_or(snapshot.version + 1);
  judge(snapshot);
  return {};
}

Result<void> Document::apply(Snapshot& snapshot, const ContentChange& change) const {
  if (!change.range) {
    snapshot.buffer = TextBuffer(change.text);
    snapshot.tree.forget();
    return {};
  }
  const auto last = std::max(change.range->start.line, change.range->end.line);
  if (const auto lines = snapshot.buffer.line_count(); last > lines)
    return failure("there is no line {} in a text of {}", last, lines);
  auto begin = snapshot.buffer.offset_of(change.range->start, options_.encoding);
  auto end = snapshot.buffer.offset_of(change.range->end, options_.encoding);
  if (end < begin) std::swap(begin, end);
  snapshot.tree.edit(snapshot.buffer.replace({begin, end}, change.text));
  return {};
}

void Document::lose_sync() {
  in_sync_ = false;
  auto& snapshot = writable();
  snapshot.tree.forget();
  snapshot.unreadable = Unreadable::out_of_sync;
}

void Document::judge(Snapshot& snapshot) const {
  snapshot.unreadable.reset();
  if (snapshot.language == nullptr) snapshot.unreadable = Unreadable::unknown_language;
  if (snapshot.buffer.text().size() > options_.max_parsed_bytes)
    snapshot.unreadable = Unreadable::file_too_large;
  if (snapshot.unreadable) snapshot.tree.forget();
}

std::shared_ptr<const Snapshot> Document::snapshot() const {
  state_->readers.fetch_add(1, std::memory_order_relaxed);
  // Release here and acquire in writable(): what a reader read, it read before the edit that overwrites it.
  return {&state_->snapshot,
          [state = state_](const Snapshot*) { state->readers.fetch_sub(1, std::memory_order_release); }};
}

Snapshot& Document::writable() {
  if (state_->readers.load(std::memory_order_acquire) > 0) {
    auto copy = std::make_shared<State>();
    copy->snapshot = state_->snapshot;
    state_ = std::move(copy);
  }
  return state_->snapshot;
}

}  // namespace treewright::lsp
