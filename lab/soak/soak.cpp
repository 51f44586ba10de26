#include "lab/soak/soak.h"

#include "lab/bench/engine/statistics.h"
#include "lab/bench/server_process.h"
#include "lab/soak/soak_editor.h"

namespace treewright::lab {
namespace {

constexpr double minute = 60;
constexpr double most_growth = 0.02;

/// The median of the samples between two times, in seconds.
double memory_between(const std::vector<MemorySample>& samples, double begin, double end) {
  std::vector<double> values;
  for (const MemorySample& sample : samples) {
    if (sample.seconds >= begin && sample.seconds <= end) values.push_back(sample.megabytes);
  }
  return bench::median(std::move(values));
}

std::string line_of(const SoakReport& report, double seconds) {
  return fmt::format(
      "{:.0f} min: {} edits, {} requests, {} cancellations, {} saves, {} branch switches, {:.1f} MB",
      seconds / minute, report.edits, report.requests, report.cancellations, report.saves,
      report.branch_switches, report.memory.empty() ? 0 : report.memory.back().megabytes);
}

/// Until the time is over or somebody stops it; gives the seconds that it took.
Result<double> work(SoakEditor& editor, const bench::ServerProcess& server, const SoakOptions& options,
                    SoakReport& report) {
  const auto duration = static_cast<double>(options.duration.count());
  const auto start = bench::Clock::now();
  double next_sample = 0, next_line = minute, next_switch = minute / 2;
  for (;;) {
    const double now = bench::seconds_since(start);
    if (now >= duration || options.stop.stop_requested()) return now;
    if (auto done = editor.step(); !done) return tl::unexpected(done.error());
    if (now >= next_sample) {
      report.memory.push_back({now, server.resident_megabytes()});
      next_sample = now + 1;
    }
    if (now >= next_switch) {
      if (auto done = editor.switch_branch(); !done) return tl::unexpected(done.error());
      next_switch = now + minute / 2;
    }
    if (now >= next_line && options.report) {
      options.report(line_of(report, now));
      next_line = now + minute;
    }
  }
}

}  // namespace

double SoakReport::growth() const { return early_megabytes > 0 ? late_megabytes / early_megabytes - 1 : 0; }

bool SoakReport::passed() const { return unanswered == 0 && growth() < most_growth; }

Result<SoakReport> soak(const SoakOptions& options) {
  const auto workspace = SoakWorkspace::make(options.sources, options.files);
  if (!workspace) return tl::unexpected(workspace.error());
  auto server = bench::ServerProcess::start(
      {options.program, options.model, {"XDG_CACHE_HOME=" + (*workspace)->cache().string()}});
  if (!server) return tl::unexpected(server.error());
  bench::Editor connection(server->in(), server->out());
  SoakReport report;
  SoakEditor editor(connection, **workspace, report, options.seed);
  if (auto started = editor.start(); !started) return tl::unexpected(started.error());
  const auto seconds = work(editor, *server, options, report);
  if (!seconds) return tl::unexpected(seconds.error());
  if (auto finished = editor.finish(); !finished) return tl::unexpected(finished.error());
  const double window = *seconds / minute;
  report.early_megabytes = memory_between(report.memory, *seconds / 6 - window, *seconds / 6 + window);
  report.late_megabytes = memory_between(report.memory, *seconds - 2 * window, *seconds);
  return report;
}

}  // namespace treewright::lab
