#include "cli/index_command.h"

#include <CLI/CLI.hpp>
#include <condition_variable>
#include <iostream>
#include <memory>
#include <mutex>

#include "cli/common/interrupt.h"
#include "cli/common/output.h"
#include "cli/common/progress.h"
#include "retrieval/store/indexer.h"
#include "retrieval/store/store_location.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string workspace;
  std::string format = "text";
  bool watch = false, prune = false;
};

constexpr std::chrono::seconds between_looks{2};

retrieval::UpdateReport update(retrieval::Indexer& indexer, const std::stop_token& stop) {
  std::unique_ptr<Progress> bar;
  retrieval::UpdateOptions options;
  options.stop = stop;
  options.progress = [&](const retrieval::IndexProgress& progress) {
    if (!bar) bar = std::make_unique<Progress>(progress.total, "files");
    bar->advance_to(progress.done);
  };
  const auto report = indexer.update(options);
  if (!report) fail(report.error());
  return *report;
}

void print(const retrieval::UpdateReport& report, const retrieval::StoreCounts& counts,
           const std::filesystem::path& store, const Flags& flags, double seconds) {
  if (flags.format == "json") {
    std::cout << to_text({{"files", report.files},
                          {"read", report.read},
                          {"removed", report.removed},
                          {"skipped", report.skipped},
                          {"entries", counts.entries},
                          {"faults", report.faults},
                          {"stopped", report.stopped},
                          {"store", store.string()},
                          {"seconds", seconds}})
              << std::endl;
    return;
  }
  std::cout << fmt::format("{} entries of {} files in {} ({} read, {} removed, {} skipped) in {:.2f} s",
                           counts.entries, report.files, store.string(), report.read, report.removed,
                           report.skipped, seconds)
            << std::endl;  // whoever watches reads it now
  for (const std::string& fault : report.faults) std::cerr << fault << '\n';
  if (report.stopped) std::cout << "stopped before all was read; run it again to go on\n";
}

/// False once `stop` is requested.
bool wait(const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, stop, between_looks, [] { return false; });
  return !stop.stop_requested();
}

void prune(const Flags& flags) {
  const auto report = retrieval::prune_stores();
  if (!report) fail(report.error());
  if (flags.format == "json") {
    std::cout << to_text({{"pruned", report->removed}, {"bytes", report->bytes}}) << '\n';
  } else {
    std::cout << fmt::format("{} indexes pruned, {} bytes\n", report->removed, report->bytes);
  }
}

void run(const Flags& flags) {
  if (flags.prune) prune(flags);
  if (flags.workspace.empty()) return;
  if (!std::filesystem::is_directory(flags.workspace))
    fail({fmt::format("{}: is no folder", flags.workspace)});
  const auto path = retrieval::store_path(flags.workspace);
  if (!path) fail(path.error());
  auto store = retrieval::Store::open(*path);
  if (!store) fail(store.error());
  const auto stop = stop_on_interrupt();
  retrieval::Indexer indexer(flags.workspace, *store);
  bool first = true;
  do {
    const Stopwatch watch;
    const retrieval::UpdateReport report = update(indexer, stop);
    const auto counts = store->counts();
    if (!counts) fail(counts.error());
    if (first || report.read + report.removed > report.faults.size())  // those are tried each time
      print(report, *counts, *path, flags, watch.milliseconds() / 1000);
    first = false;
  } while (flags.watch && wait(stop));
}

}  // namespace

void add_index_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("index", "Brings the index of a workspace up to date");
  CLI::Option* workspace =
      command->add_option("workspace", flags->workspace, "folder that the editor has open");
  command->add_flag("--watch", flags->watch, "go on looking for changes until interrupted");
  CLI::Option* prune = command->add_flag(
      "--prune", flags->prune, "delete the indexes of folders that are gone, and those unused for 90 days");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([flags, workspace, prune] {
    if (workspace->empty() && prune->empty()) throw CLI::RequiredError("workspace");
    run(*flags);
  });
}

}  // namespace treewright::cli
