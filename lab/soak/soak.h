#pragma once
// A server that works for hours as for a person: what it was asked is answered, and its memory stays.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "support/result.h"

namespace treewright::lab {

struct SoakOptions {
  std::filesystem::path program;  ///< `treewright`
  std::filesystem::path model;
  std::filesystem::path sources;  ///< Python files to work on; they are copied
  std::size_t files = 400;        ///< of them, at most
  std::chrono::seconds duration{3600};
  std::uint64_t seed = 1;
  std::stop_token stop;
  std::function<void(const std::string&)> report;  ///< one line a minute
};

struct MemorySample {
  double seconds = 0;  ///< since the start
  double megabytes = 0;
};

struct SoakReport {
  std::size_t edits = 0, requests = 0, cancellations = 0, saves = 0, branch_switches = 0;
  std::size_t unanswered = 0;        ///< of the requests
  std::vector<MemorySample> memory;  ///< a sample a second
  double early_megabytes = 0;        ///< the median around a sixth of the time: ten minutes of an hour
  double late_megabytes = 0;         ///< the median at the end

  /// How much more memory there is at the end than early on, of that early on.
  [[nodiscard]] double growth() const;
  /// Everything was answered, and memory grew by under 2 %.
  [[nodiscard]] bool passed() const;
};

/// Drives the server over standard input and output: edits, requests, cancellations, saves, files that are
/// opened and closed, and branches of a git repository that are switched. Fails where the server dies or is
/// silent for two minutes.
[[nodiscard]] Result<SoakReport> soak(const SoakOptions& options);

}  // namespace treewright::lab
