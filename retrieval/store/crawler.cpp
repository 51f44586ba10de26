#include "retrieval/store/crawler.h"

#include <algorithm>

#include "retrieval/extraction/source_languages.h"

namespace treewright::retrieval {
namespace {

namespace fs = std::filesystem;

class Crawler {
 public:
  Crawler(const fs::path& workspace, Exclusions& exclusions, std::stop_token stop)
      : workspace_(workspace), exclusions_(exclusions), stop_(std::move(stop)) {}

  std::vector<FoundFile> crawl() {
    std::vector<fs::path> folders{workspace_};
    while (!folders.empty()) {
      if (stop_.stop_requested()) return {};
      const fs::path folder = std::move(folders.back());
      folders.pop_back();
      read_folder(folder, folders);
    }
    std::ranges::sort(files_, {}, &FoundFile::path);
    return std::move(files_);
  }

 private:
  void read_folder(const fs::path& folder, std::vector<fs::path>& folders) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code unknown;
      const fs::file_status status = entry->symlink_status(unknown);
      if (fs::is_directory(status)) {
        if (!exclusions_.is_indexed(entry->path(), PathKind::folder, 0).excluded)
          folders.push_back(entry->path());
      } else if (fs::is_regular_file(status)) {
        add_file(*entry);
      }
    }
  }

  void add_file(const fs::directory_entry& entry) {
    if (source_language_of(entry.path().native()) == nullptr) return;
    std::error_code error;
    const auto size = entry.file_size(error);
    const auto modified = entry.last_write_time(error).time_since_epoch();
    if (error || exclusions_.is_indexed(entry.path(), PathKind::file, size).excluded) return;
    files_.push_back({entry.path().lexically_relative(workspace_).generic_string(),
                      static_cast<std::int64_t>(size),
                      std::chrono::duration_cast<std::chrono::nanoseconds>(modified).count()});
  }

  const fs::path& workspace_;
  Exclusions& exclusions_;
  std::stop_token stop_;
  std::vector<FoundFile> files_;
};

}  // namespace

std::vector<FoundFile> find_files(const fs::path& workspace, Exclusions& exclusions, std::stop_token stop) {
  return Crawler(workspace, exclusions, std::move(stop)).crawl();
}

}  // namespace treewright::retrieval
