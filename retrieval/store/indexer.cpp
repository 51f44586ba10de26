#include "retrieval/store/indexer.h"

#include "retrieval/store/crawler.h"
#include "retrieval/store/file_content.h"
#include "support/file.h"

namespace treewright::retrieval {
namespace fs = std::filesystem;

Indexer::Indexer(const fs::path& workspace, Store& store)
    : workspace_(fs::absolute(workspace).lexically_normal()), store_(store) {}

Result<UpdateReport> Indexer::update(const UpdateOptions& options) {
  exclusions_.emplace(workspace_);  // the rules may have changed
  name_workspace(store_.path(), workspace_);
  auto files = store_.files();
  if (!files) return tl::unexpected(files.error());
  std::map<std::string, FileRecord> known;
  for (FileRecord& file : *files) known.emplace(file.path, std::move(file));
  UpdateReport report;
  const std::vector<FoundFile> found = find_files(workspace_, *exclusions_, options.stop);
  report.files = found.size();
  std::size_t done = 0;
  for (const FoundFile& file : found) {
    if (options.stop.stop_requested()) break;
    const auto old = known.extract(file.path);
    const FileRecord* record = old.empty() ? nullptr : &old.mapped();
    ++done;
    if (record != nullptr && record->size == file.size && record->modified == file.modified) continue;
    if (options.progress) options.progress({done, found.size(), file.path});
    if (auto updated = update_one(record, {file.path, file.size, file.modified, {}}, report); !updated)
      return tl::unexpected(updated.error());
  }
  report.stopped = options.stop.stop_requested();
  if (!report.stopped) {
    if (auto removed = remove_missing(known, report); !removed) return tl::unexpected(removed.error());
  }
  return report;
}

Exclusions& Indexer::exclusions() {
  if (!exclusions_) exclusions_.emplace(workspace_);
  return *exclusions_;
}

Result<void> Indexer::update_one(const FileRecord* known, FileRecord file, UpdateReport& report) {
  ++report.read;
  const auto text = read_file(workspace_ / file.path, ExclusionOptions{}.max_file_bytes);
  if (!text) {  // without a record, it is tried again the next time: who lets it be read changes no time of
                // it
    ++report.skipped;
    if (report.faults.size() < most_faults) report.faults.push_back(text.error().message);
    return known == nullptr ? Result<void>() : store_.remove(file.path);
  }
  file.hash = sha256(*text);
  if (known != nullptr && known->hash == file.hash) return store_.touch(file);
  if (judge_content(*text) != Content::source) {
    ++report.skipped;
    return store_.put(file, {});
  }
  const auto content = extract(file.path, {*text, {}});
  if (!content) return tl::unexpected(content.error());
  return store_.put(file, *content);
}

Result<SourceFile> Indexer::extract(const std::string& path, const OpenFile& file) {
  const SourceLanguage* language = source_language_of(path);
  auto extraction = extractions_.find(language->id);
  if (extraction == extractions_.end()) {
    auto made = Extraction::of(*language);
    if (!made) return tl::unexpected(made.error());
    extraction = extractions_.emplace(language->id, *std::move(made)).first;
  }
  return extraction->second.read(file.text, file.tree);
}

Result<void> Indexer::remove_missing(const std::map<std::string, FileRecord>& known, UpdateReport& report) {
  for (const auto& [path, record] : known) {
    if (auto removed = store_.remove(path); !removed) return removed;
    ++report.removed;
  }
  return {};
}

Result<void> Indexer::update_file(const std::string& path) {
  const fs::path file = workspace_ / path;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(file, error))) return store_.remove(path);
  if (source_language_of(path) == nullptr) return {};
  if (exclusions().is_indexed(file).excluded) return store_.remove(path);
  const auto size = fs::file_size(file, error);
  const auto modified = fs::last_write_time(file, error).time_since_epoch();
  if (error) return store_.remove(path);
  UpdateReport report;
  FileRecord record{path,
                    static_cast<std::int64_t>(size),
                    std::chrono::duration_cast<std::chrono::nanoseconds>(modified).count(),
                    {}};
  if (auto updated = update_one(nullptr, std::move(record), report); !updated) return updated;
  return report.faults.empty() ? Result<void>() : store_.remove(path);
}

Result<std::vector<Entry>> Indexer::read_open(const std::string& path, const OpenFile& open) {
  if (source_language_of(path) == nullptr || judge_content(open.text) != Content::source) return {};
  if (exclusions().is_indexed(workspace_ / path).excluded) return {};
  auto content = extract(path, open);
  if (!content) return tl::unexpected(content.error());
  return std::move(content->entries);
}

}  // namespace treewright::retrieval
