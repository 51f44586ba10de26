#include "retrieval/search/workspace_index.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "engine/recode/similarity.h"
#include "retrieval/search/segment_search.h"

namespace treewright::retrieval {
namespace {

constexpr std::size_t short_list = 50;
/// Entries that become searchable together: enough that few segments are merged, few enough to be there soon.
constexpr std::size_t part_size = 4096;

/// As a description is written in the middle of a sentence.
std::string plain(std::string_view description) {
  while (description.ends_with('.') || description.ends_with(':')) description.remove_suffix(1);
  std::string text(description);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

/// How alike two descriptions are, word by word.
class Comparison {
 public:
  explicit Comparison(std::string_view description) : words_(numbers(description)) {}
  double with(std::string_view description) { return recode::similarity(words_, numbers(description)); }

 private:
  std::vector<int> numbers(std::string_view description) {
    return numbers_.of(recode::compared_words(plain(description)));
  }

  recode::WordNumbers numbers_;
  std::vector<int> words_;
};

}  // namespace

WorkspaceIndex::WorkspaceIndex(Store written, Store searched, std::shared_ptr<const embed::Embedder> embedder)
    : embedder_(std::move(embedder)),
      current_(std::make_shared<IndexState>(SegmentList(), std::vector<FileRange>(), Overlays())),
      searched_(std::move(searched)),
      store_(std::move(written)) {}

Result<std::unique_ptr<WorkspaceIndex>> WorkspaceIndex::open(const std::filesystem::path& path,
                                                             std::shared_ptr<const embed::Embedder> embedder,
                                                             const std::stop_token& stop) {
  auto written = Store::open(path);
  if (!written) return tl::unexpected(written.error());
  auto searched = Store::open(path);
  if (!searched) return tl::unexpected(searched.error());
  std::unique_ptr<WorkspaceIndex> index(
      new WorkspaceIndex(*std::move(written), *std::move(searched), std::move(embedder)));
  if (auto read = index->refresh(stop); !read) return tl::unexpected(read.error());
  return index;
}

Result<void> WorkspaceIndex::refresh(const std::stop_token& stop) {
  const std::lock_guard lock(refresh_mutex_);
  const auto version = store_.version();
  if (!version) return tl::unexpected(version.error());
  if (*version == version_) return {};
  const auto files = store_.file_ranges();
  if (!files) return tl::unexpected(files.error());
  if (auto taken = take_in(*files, stop); !taken) return taken;
  if (!stop.stop_requested()) version_ = *version;
  return {};
}

/// Brings segments_ to what `files` has, part by part. A file that was put anew has its old entries until the
/// part with its new ones is there.
Result<void> WorkspaceIndex::take_in(const std::vector<FileRange>& files, const std::stop_token& stop) {
  std::vector<FileRange> gone, added;
  std::ranges::set_difference(files_, files, std::back_inserter(gone), {}, &FileRange::ids, &FileRange::ids);
  std::ranges::set_difference(files, files_, std::back_inserter(added), {}, &FileRange::ids, &FileRange::ids);
  std::map<std::string, IdRange> replaced;
  for (const FileRange& file : gone) replaced.emplace(file.path, file.ids);
  std::vector<IdRange> leaving;
  std::set<std::string> coming;
  for (const FileRange& file : added) coming.insert(file.path);
  for (const auto& [path, ids] : replaced) {
    if (!coming.contains(path)) leaving.push_back(ids);
  }
  std::span<const FileRange> rest = added;
  do {
    auto part = read_part(rest, stop);
    if (!part) return tl::unexpected(part.error());
    for (const FileRange& file : rest.first(part->files)) {
      if (const auto old = replaced.find(file.path); old != replaced.end()) leaving.push_back(old->second);
    }
    replace(std::exchange(leaving, {}), rest.first(part->files), std::move(part->segment));
    rest = rest.subspan(part->files);
  } while (!rest.empty() && !stop.stop_requested());
  return {};
}

/// Of the first of `files`, as many as make a part.
Result<WorkspaceIndex::Part> WorkspaceIndex::read_part(std::span<const FileRange> files,
                                                       const std::stop_token& stop) const {
  SegmentBuilder segment(embedder_.get());
  std::size_t count = 0;
  for (; count < files.size() && segment.size() < part_size && !stop.stop_requested(); ++count) {
    const auto entries = store_.entries(files[count].ids);
    if (!entries) return tl::unexpected(entries.error());
    for (const StoredEntry& stored : *entries) segment.add(stored.id, stored.entry);
  }
  return Part{count, std::move(segment).build()};
}

/// One step from a state to the next.
void WorkspaceIndex::replace(std::vector<IdRange> leaving, std::span<const FileRange> coming,
                             SegmentView part) {
  if (leaving.empty() && coming.empty()) return;
  std::ranges::sort(leaving);
  SegmentList segments = without(segments_, leaving);
  if (part.size() > 0) segments.push_back(std::move(part));
  segments = merged(segments);
  std::vector<FileRange> files;
  std::ranges::copy_if(files_, std::back_inserter(files),
                       [&](const FileRange& file) { return !std::ranges::binary_search(leaving, file.ids); });
  std::ranges::copy(coming, std::back_inserter(files));
  const std::lock_guard lock(next_mutex_);
  segments_ = std::move(segments);
  files_ = std::move(files);
  publish();
}

/// Makes the next state the one that searches see. Whoever calls it has next_mutex_.
void WorkspaceIndex::publish() {
  StatePtr state = std::make_shared<IndexState>(segments_, files_, overlays_);
  {
    const std::lock_guard lock(current_mutex_);
    current_.swap(state);
  }
  retired_.push_back(std::move(state));
  std::erase_if(retired_, [](const StatePtr& old) { return old.use_count() == 1; });
}

WorkspaceIndex::StatePtr WorkspaceIndex::state() const {
  const std::lock_guard lock(current_mutex_);
  return current_;
}

std::size_t WorkspaceIndex::size() const { return state()->size(); }

void WorkspaceIndex::set_overlay(const std::string& path, std::vector<Entry> entries) {
  std::int64_t first_id = 0;
  {
    const std::lock_guard lock(next_mutex_);
    first_id = next_overlay_id_;
    next_overlay_id_ += static_cast<std::int64_t>(entries.size());
  }
  auto overlay = std::make_shared<const Overlay>(path, std::move(entries), first_id, embedder_.get());
  const std::lock_guard lock(next_mutex_);
  overlays_.insert_or_assign(path, std::move(overlay));
  publish();
}

void WorkspaceIndex::remove_overlay(const std::string& path) {
  const std::lock_guard lock(next_mutex_);
  if (overlays_.erase(path) > 0) publish();
}

/// In the order of the hits; what has gone from the store since the state was made is left out.
Result<std::vector<StoredEntry>> WorkspaceIndex::entries_of(const IndexState& state,
                                                            const std::vector<Hit>& hits) const {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : hits) {
    if (hit.id < first_overlay_id) ids.push_back(hit.id);
  }
  Result<std::vector<StoredEntry>> stored;
  if (!ids.empty()) {
    const std::lock_guard lock(searched_mutex_);
    stored = searched_.entries(ids);
    if (!stored) return stored;
  }
  std::vector<StoredEntry> entries;
  auto next = stored->begin();
  for (const Hit& hit : hits) {
    if (auto entry = hit.id < first_overlay_id ? std::nullopt : state.overlay_entry(hit.id))
      entries.push_back(*std::move(entry));
    else if (next != stored->end() && next->id == hit.id)
      entries.push_back(std::move(*next++));
  }
  return entries;
}

Result<std::vector<Found>> WorkspaceIndex::search(std::string_view description, std::size_t most) const {
  const StatePtr state = this->state();
  const std::vector<Hit> hits =
      retrieval::find(state->segments, embedder_.get(), description, std::max(most, short_list));
  std::unordered_map<std::int64_t, double> scores;
  for (const Hit& hit : hits) scores[hit.id] = hit.score / hits.front().score;
  auto entries = entries_of(*state, hits);
  if (!entries) return tl::unexpected(entries.error());
  std::vector<Found> found;
  Comparison comparison(description);
  for (StoredEntry& stored : *entries) {
    const double similarity = comparison.with(stored.entry.description);
    found.push_back({std::move(stored), similarity});
  }
  std::ranges::stable_sort(found, std::greater(),
                           [&](const Found& f) { return f.similarity + scores[f.stored.id]; });
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<completion::WorkspaceExample> WorkspaceIndex::find(const std::string& description,
                                                               std::size_t most) const {
  std::vector<completion::WorkspaceExample> examples;
  auto found = search(description, most);
  if (!found) return examples;
  for (Found& each : *found) {
    Entry& entry = each.stored.entry;
    examples.push_back({{std::move(entry.description), std::move(entry.code)},
                        {std::move(each.stored.path), entry.line, entry.end_line, each.similarity}});
  }
  return examples;
}

}  // namespace treewright::retrieval
