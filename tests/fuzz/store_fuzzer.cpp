// A store's file of any bytes: it is opened or made anew, whatever can be read of it is sound, and it takes
// in what it is given. The input's first line is a path to put.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "retrieval/store/store.h"
#include "support/scratch_folder.h"

namespace {

using namespace treewright;
using namespace treewright::retrieval;

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const StoredEntry& stored) {
  require(static_cast<std::size_t>(stored.entry.kind) < entry_kind_count);
  require(stored.entry.line >= 1 && stored.entry.line <= stored.entry.end_line);
}

void read_all(const Store& store) {
  const auto ranges = store.file_ranges();
  if (ranges) {
    for (std::size_t i = 0; i + 1 < ranges->size(); ++i)
      require((*ranges)[i].ids.last < (*ranges)[i + 1].ids.first);
  }
  static_cast<void>(store.for_each(check));
  static_cast<void>(store.files());
  static_cast<void>(store.counts());
  if (const auto entries = store.entries({1, 2, 3})) std::ranges::for_each(*entries, check);
}

/// Where the store is sound, what is put is there.
void put(Store& store, const std::string& path) {
  const Entry entry{EntryKind::comment, "read it", "x = 1\n", {}, path, 1, 1};
  if (!store.put({path, 1, 2, "hash"}, {{entry}, {path}})) return;
  const auto files = store.files();
  if (!files) return;
  require(std::ranges::find(*files, path, &FileRecord::path) != files->end());
  static_cast<void>(store.remove(path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ScratchFolder folder;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const auto file = folder / "index.db";
  remove_store(file);
  std::ofstream(file, std::ios::binary) << input.substr(std::min(end + 1, input.size()));
  for (int times = 0; times < 2; ++times) {  // what the first one finds damaged, the second one makes anew
    auto store = Store::open(file);
    require(store.has_value());
    read_all(*store);
    put(*store, std::string(input.substr(0, end)));
  }
  return 0;
}
