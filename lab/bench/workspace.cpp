// Reading a workspace and asking its index. The work is Python's standard library as it lies on the machine.
#include <random>

#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lsp/document.h"
#include "retrieval/search/workspace_index.h"
#include "retrieval/store/crawler.h"
#include "retrieval/store/indexer.h"
#include "support/file.h"
#include "support/scratch_folder.h"

namespace treewright::bench {
namespace {

namespace fs = std::filesystem;
using retrieval::Indexer;
using retrieval::Store;
using retrieval::StoredEntry;
using retrieval::WorkspaceIndex;

struct Sources {
  std::vector<std::string> paths, texts;
  std::size_t bytes = 0, lines = 0;
};

Sources read_sources(const fs::path& folder) {
  retrieval::Exclusions exclusions(folder);
  Sources sources;
  for (const retrieval::FoundFile& file : retrieval::find_files(folder, exclusions)) {
    auto text = read_file(folder / file.path);
    if (!text) continue;
    sources.bytes += text->size();
    sources.lines += static_cast<std::size_t>(std::ranges::count(*text, '\n'));
    sources.paths.push_back(file.path);
    sources.texts.push_back(*std::move(text));
  }
  return sources;
}

/// Of this thread, for parsing alone.
double parse_seconds(const Sources& sources) {
  const double start = cpu_seconds();
  syntax::Parser parser(*syntax::language_by_id("python"));
  for (const std::string& text : sources.texts) static_cast<void>(parser.parse(text));
  return cpu_seconds() - start;
}

/// Copies of the entries under other names, with a word more in each description, until there are `count`.
Result<void> multiply(Store& store, const std::vector<StoredEntry>& entries, std::size_t count) {
  std::size_t made = entries.size();
  for (std::size_t copy = 1; made < count; ++copy) {
    retrieval::SourceFile content;
    for (const StoredEntry& stored : entries) {
      if (made++ >= count) break;
      content.entries.push_back(stored.entry);
      content.entries.back().description += fmt::format(" v{}", copy % 97);
      content.entries.back().name += fmt::format("_{}", copy);
    }
    if (auto put = store.put({fmt::format("copy{}.py", copy), 0, 0, {}}, content); !put) return put;
  }
  return {};
}

/// Seconds by the clock, as a search has two threads, of each search for an entry's description without its
/// last word.
Result<std::vector<double>> search_times(const WorkspaceIndex& index, const std::vector<StoredEntry>& entries,
                                         const Effort& effort) {
  constexpr std::size_t searches = 300;
  std::mt19937_64 random(1);
  std::vector<double> times;
  for (std::size_t i = 0; i < searches && !effort.stop.stop_requested(); ++i) {
    std::string description = entries[random() % entries.size()].entry.description;
    description.resize(std::min(description.rfind(' '), description.size()));
    const auto start = Clock::now();
    const auto found = index.search(description, 10);
    if (!found) return tl::unexpected(found.error());
    times.push_back(seconds_since(start));
  }
  return times;
}

Result<Measurements> measure_search(const ScratchFolder& scratch, const char* name, std::size_t count,
                                    double limit_ms, const Context& context) {
  std::vector<StoredEntry> entries;
  auto store = Store::open(scratch / "index.db");
  if (!store) return tl::unexpected(store.error());
  auto read = store->for_each([&](const StoredEntry& stored) { entries.push_back(stored); });
  if (!read) return tl::unexpected(read.error());
  if (auto multiplied = multiply(*store, entries, count); !multiplied)
    return tl::unexpected(multiplied.error());
  const auto index = WorkspaceIndex::open(scratch / "index.db", context.embedder);
  if (!index) return tl::unexpected(index.error());
  const auto times = search_times(**index, entries, context.effort);
  if (!times) return tl::unexpected(times.error());
  const double p95 = percentile(*times, 95) * 1000;
  return Measurements{
      {fmt::format("index.search.{}.p50", name), median(*times) * 1000, "ms", "", {}, {}},
      {fmt::format("index.search.{}.p95", name), p95, "ms", "", {}, Target{"ms", p95, limit_ms, true}}};
}

syntax::Tree tree_of(const lsp::Snapshot& snapshot) {
  return snapshot.tree.parse(*snapshot.language, snapshot.buffer.text(), {}, std::chrono::minutes(1));
}

/// One file after another, open in an editor, gets two lines in its middle and is taken into the index: all
/// stay open.
Result<Measurement> measure_update(Indexer& indexer, WorkspaceIndex& index, const Sources& sources) {
  constexpr std::size_t saves = 100;
  std::vector<double> times;
  for (std::size_t i = 0; i < std::min(saves, sources.texts.size()); ++i) {
    const std::size_t file = i * sources.texts.size() / saves;
    lsp::Document document(syntax::language_by_id("python"), sources.texts[file], 1);
    const lsp::Position middle{static_cast<std::uint32_t>(document.snapshot()->buffer.line_count() / 2), 0};
    static_cast<void>(tree_of(*document.snapshot()));  // a request has parsed it before
    const double start = cpu_seconds();
    auto edited =
        document.change({{lsp::Range{middle, middle}, "# the very last of them\nlast = all[-1]\n"}}, 2);
    if (!edited) return tl::unexpected(edited.error());
    const auto snapshot = document.snapshot();
    const retrieval::OpenFile open{snapshot->buffer.text(), tree_of(*snapshot)};
    auto entries = indexer.read_open(sources.paths[file], open);
    if (!entries) return tl::unexpected(entries.error());
    index.set_overlay(sources.paths[file], *std::move(entries));
    times.push_back(cpu_seconds() - start);
  }
  const double p95 = percentile(times, 95) * 1000;
  return Measurement{"index.update.p95", p95, "ms", "", {}, Target{"ms", p95, 20, true}};
}

Result<Measurements> measure_build(const ScratchFolder& scratch, const fs::path& folder,
                                   const Context& context) {
  const Sources sources = read_sources(folder);
  const double parse_before = parse_seconds(sources);
  auto store = Store::open(scratch / "index.db");
  if (!store) return tl::unexpected(store.error());
  Indexer indexer(folder, *store);
  const double start = cpu_seconds();
  if (auto built = indexer.update(); !built) return tl::unexpected(built.error());
  const double built = cpu_seconds() - start;
  // Before and after, as a machine's speed drifts in the seconds that each takes.
  const double parse = (parse_before + parse_seconds(sources)) / 2;
  const double start_of_opening = cpu_seconds();
  const auto index = WorkspaceIndex::open(scratch / "index.db", context.embedder);
  if (!index) return tl::unexpected(index.error());
  const double opened = cpu_seconds() - start_of_opening;
  const auto update = measure_update(indexer, **index, sources);
  if (!update) return tl::unexpected(update.error());
  const auto lines = static_cast<double>(sources.lines);
  const double disk =
      static_cast<double>(fs::file_size(scratch / "index.db")) / static_cast<double>(sources.bytes);
  return Measurements{
      {"index.build", lines / built, "lines/s", "parsing the same files", lines / parse,
       Target{"of the bound", parse / built, 0.5, false}},
      {"index.open", opened, "s", "", {}, {}},
      {"index.disk", disk, "of the sources", "", {}, Target{"of the sources", disk, 1.2, true}},
      *update};
}

}  // namespace

Result<fs::path> standard_library() {
  std::error_code error;
  for (const char* parent : {"/usr/lib", "/usr/local/lib"}) {
    for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
      if (fs::exists(entry->path() / "os.py", error)) return entry->path();
    }
  }
  return failure("no Python standard library below /usr/lib to read; install python3");
}

Result<Measurements> measure_workspace(const Context& context) {
  const auto folder = standard_library();
  if (!folder) return tl::unexpected(folder.error());
  const ScratchFolder scratch;
  auto all = measure_build(scratch, *folder, context);
  if (!all) return all;
  struct Size {
    const char* name;
    std::size_t entries;
    double limit_ms;
  };
  for (const Size& size : {Size{"100k", 100'000, 5}, Size{"1m", 1'000'000, 15}}) {
    if (size.entries > 100'000 && context.effort.least < 5) continue;  // --quick
    auto searched = measure_search(scratch, size.name, size.entries, size.limit_ms, context);
    if (!searched) return searched;
    std::ranges::move(*searched, std::back_inserter(*all));
  }
  return all;
}

}  // namespace treewright::bench
