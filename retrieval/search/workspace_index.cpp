#include "retrieval/search/workspace_index.h"

#include <algorithm>
#include <cctype>

#include "engine/recode/similarity.h"

namespace treewright::retrieval {
namespace {

constexpr std::size_t short_list = 50;

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

WorkspaceIndex::WorkspaceIndex(Store store, std::shared_ptr<const embed::Embedder> embedder)
    : embedder_(std::move(embedder)), store_(std::move(store)), entries_(embedder_.get()) {}

Result<std::unique_ptr<WorkspaceIndex>> WorkspaceIndex::open(
    const std::filesystem::path& path, std::shared_ptr<const embed::Embedder> embedder) {
  auto store = Store::open(path);
  if (!store) return tl::unexpected(store.error());
  std::unique_ptr<WorkspaceIndex> index(new WorkspaceIndex(*std::move(store), std::move(embedder)));
  if (auto read = index->refresh(); !read) return tl::unexpected(read.error());
  return index;
}

Result<void> WorkspaceIndex::refresh() {
  const std::lock_guard store_lock(store_mutex_);
  const auto version = store_.version();
  if (!version) return tl::unexpected(version.error());
  if (*version == version_) return {};
  auto ranges = store_.id_ranges();
  if (!ranges) return tl::unexpected(ranges.error());
  std::vector<IdRange> gone;
  std::ranges::set_difference(ranges_, *ranges, std::back_inserter(gone));
  // Ids only ever rise; what another process has added since they were read is for the next time.
  std::vector<StoredEntry> added;
  auto read = store_.for_each(
      [&](const StoredEntry& stored) {
        if (!ranges->empty() && stored.id <= ranges->back().last) added.push_back(stored);
      },
      ranges_.empty() ? 0 : ranges_.back().last);
  if (!read) return read;
  const std::unique_lock lock(mutex_);
  for (const IdRange& range : gone) {
    for (std::int64_t id = range.first; id <= range.last; ++id) entries_.remove(id);
  }
  for (const StoredEntry& stored : added) entries_.add(stored.id, stored.entry);
  ranges_ = *std::move(ranges);
  version_ = *version;
  return {};
}

std::size_t WorkspaceIndex::size() const {
  const std::shared_lock lock(mutex_);
  return entries_.size();
}

Result<std::vector<Found>> WorkspaceIndex::search(std::string_view description, std::size_t most) const {
  std::vector<Hit> hits;
  {
    const std::shared_lock lock(mutex_);
    hits = entries_.find(description, std::max(most, short_list));
  }
  std::vector<std::int64_t> ids;
  std::unordered_map<std::int64_t, double> scores;
  for (const Hit& hit : hits) {
    ids.push_back(hit.id);
    scores[hit.id] = hit.score / hits.front().score;
  }
  Result<std::vector<StoredEntry>> entries;
  {
    const std::lock_guard lock(store_mutex_);
    entries = store_.entries(ids);
  }
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
