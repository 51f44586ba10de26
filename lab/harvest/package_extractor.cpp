#include "lab/harvest/package_extractor.h"

#include <algorithm>
#include <fstream>
#include <unordered_map>
#include <unordered_set>

#include "engine/syntax/language.h"
#include "support/file.h"

namespace treewright::lab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 1u << 20;  // larger ones are generated

std::vector<fs::path> sorted_entries(const fs::path& folder, bool folders) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (folders ? entry->is_directory() : true) entries.push_back(entry->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> source_files(const fs::path& package) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(package, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error) && syntax::language_by_path(entry->path().native()) != nullptr) {
      files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// FNV-1a: the same on every machine, so that a corpus can be built again.
std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

class PackageExtractor {
 public:
  PackageExtractor(const ExtractOptions& options, std::ofstream& output)
      : options_(options), output_(output) {}

  void add_package(const fs::path& package) {
    std::vector<std::pair<std::uint64_t, Pair>> rows;
    for (const fs::path& file : source_files(package)) add_file(file, package.filename().string(), rows);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::size_t written = 0;
    for (const auto& [hash, pair] : rows) {
      if (options_.left_out.contains(pair.nl)) {
        drop(PairVerdict::evaluated);
        continue;
      }
      const bool keep = written < options_.limit_per_package &&
                        ++uses_[stable_hash(pair.nl)] <= options_.limit_per_description;
      if (!keep) {
        drop(PairVerdict::over_limit);
        continue;
      }
      output_ << to_json_line(pair) << '\n';
      ++written;
    }
    ++report_.packages;
  }

  [[nodiscard]] const ExtractReport& report() const { return report_; }

 private:
  void add_file(const fs::path& file, const std::string& package,
                std::vector<std::pair<std::uint64_t, Pair>>& rows) {
    const Result<std::string> text = read_file(file, largest_file);
    if (!text) return;
    ++report_.files;
    report_.lines += static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n'));
    for (Pair& pair : extract_pairs(*syntax::language_by_path(file.native()), *text, report_.counts)) {
      const std::uint64_t hash = stable_hash(pair.nl + '\0' + pair.code);
      if (!known_.insert(hash).second) {
        drop(PairVerdict::duplicate);
        continue;
      }
      pair.source = package;
      rows.emplace_back(hash, std::move(pair));
    }
  }

  void drop(PairVerdict why) {
    --report_.counts[static_cast<std::size_t>(PairVerdict::kept)];
    ++report_.counts[static_cast<std::size_t>(why)];
  }

  const ExtractOptions& options_;
  std::ofstream& output_;
  std::unordered_set<std::uint64_t> known_;
  std::unordered_map<std::uint64_t, std::size_t> uses_;
  ExtractReport report_;
};

}  // namespace

Result<ExtractReport> extract_packages(const std::vector<fs::path>& folders, const fs::path& output,
                                       const ExtractOptions& options,
                                       const std::function<void(std::string_view)>& progress) {
  std::ofstream stream(output, std::ios::binary | std::ios::trunc);
  if (!stream) return failure("{}: cannot be written: check the folder and its rights", output.string());
  PackageExtractor extractor(options, stream);
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) return failure("{}: no folder of packages", folder.string());
    for (const fs::path& package : sorted_entries(folder, true)) {
      if (progress) progress(package.filename().string());
      extractor.add_package(package);
    }
  }
  stream.flush();
  if (!stream) return failure("{}: writing failed: is the disk full?", output.string());
  return extractor.report();
}

}  // namespace treewright::lab
