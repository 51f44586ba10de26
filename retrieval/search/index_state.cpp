#include "retrieval/search/index_state.h"

#include <algorithm>
#include <utility>

namespace treewright::retrieval {
namespace {

SegmentView segment_of(const std::vector<Entry>& entries, std::int64_t first_id,
                       const embed::Embedder* embedder) {
  SegmentBuilder builder(embedder);
  for (const Entry& entry : entries) builder.add(first_id++, entry);
  return std::move(builder).build();
}

std::vector<IdRange> hidden_by(const Overlays& overlays, const std::vector<FileRange>& files) {
  std::vector<IdRange> hidden;
  if (overlays.empty()) return hidden;
  for (const FileRange& file : files) {
    if (overlays.contains(file.path)) hidden.push_back(file.ids);
  }
  return hidden;
}

}  // namespace

Overlay::Overlay(std::string path, std::vector<Entry> entries, std::int64_t first_id,
                 const embed::Embedder* embedder)
    : path_(std::move(path)),
      entries_(std::move(entries)),
      first_id_(first_id),
      segment_(segment_of(entries_, first_id, embedder)) {}

std::optional<StoredEntry> Overlay::entry(std::int64_t id) const {
  const std::int64_t number = id - first_id_;
  if (number < 0 || number >= static_cast<std::int64_t>(entries_.size())) return std::nullopt;
  return StoredEntry{id, path_, entries_[static_cast<std::size_t>(number)]};
}

IndexState::IndexState(const SegmentList& stored, const std::vector<FileRange>& files, Overlays over)
    : overlays(std::move(over)) {
  const std::vector<IdRange> hidden = hidden_by(overlays, files);
  segments = hidden.empty() ? stored : without(stored, hidden);
  std::vector<const Overlay*> by_id;
  for (const auto& [path, overlay] : overlays) by_id.push_back(overlay.get());
  std::ranges::sort(by_id, {}, &Overlay::first_id);
  for (const Overlay* overlay : by_id) segments.push_back(overlay->segment());
}

std::optional<StoredEntry> IndexState::overlay_entry(std::int64_t id) const {
  for (const auto& [path, overlay] : overlays) {
    if (auto entry = overlay->entry(id)) return entry;
  }
  return std::nullopt;
}

std::size_t IndexState::size() const {
  std::size_t size = 0;
  for (const SegmentView& view : segments) size += view.size();
  return size;
}

}  // namespace treewright::retrieval
