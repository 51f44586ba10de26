#include "lsp/document.h"

#include <utility>

namespace treewright::lsp {

Document::Document(const syntax::Language* language, std::string text, std::int64_t version,
                   DocumentOptions options)
    : options_(options), state_(std::make_shared<State>()) {
  auto& snapshot = state_->snapshot;
  snapshot.buffer = TextBuffer(std::move(text));
  snapshot.language = language;
  snapshot.version = version;
  if (language != nullptr) parser_.emplace(*language);
  parse(snapshot);
}

Result<void> Document::check_version(std::optional<std::int64_t> version) const {
  if (!version || *version > this->version()) return {};
  return failure("textDocument.version: {} is not newer than {}; the edit was not applied", *version,
                 this->version());
}

Result<void> Document::change(const std::vector<ContentChange>& changes,
                              std::optional<std::int64_t> version) {
  if (auto acceptable = check_version(version); !acceptable) return acceptable;
  auto& snapshot = writable();
  for (const auto& change : changes) apply(snapshot, change);
  snapshot.version = version.value_or(snapshot.version + 1);
  parse(snapshot);
  return {};
}

void Document::apply(Snapshot& snapshot, const ContentChange& change) const {
  if (!change.range) {
    snapshot.buffer = TextBuffer(change.text);
    snapshot.tree = {};
    return;
  }
  auto begin = snapshot.buffer.offset_of(change.range->start, options_.encoding);
  auto end = snapshot.buffer.offset_of(change.range->end, options_.encoding);
  if (end < begin) std::swap(begin, end);
  const auto edit = snapshot.buffer.replace({begin, end}, change.text);
  if (!snapshot.tree.empty()) snapshot.tree = snapshot.tree.edited(edit);
}

void Document::parse(Snapshot& snapshot) {
  snapshot.unreadable.reset();
  if (!parser_) snapshot.unreadable = completion::Reason::unknown_language;
  if (snapshot.buffer.text().size() > options_.max_parsed_bytes) {
    snapshot.unreadable = completion::Reason::file_too_large;
  }
  if (snapshot.unreadable) {
    snapshot.tree = {};
    return;
  }
  snapshot.tree = parser_->parse(snapshot.buffer.text(), snapshot.tree.empty() ? nullptr : &snapshot.tree);
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
