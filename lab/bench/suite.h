#pragma once
// All measurements by name, and what a run of them is printed as.

#include <functional>
#include <string>
#include <vector>

#include "lab/bench/measure.h"

namespace treewright::bench {

struct SuiteOptions {
  std::filesystem::path model;
  std::filesystem::path program;
  std::shared_ptr<const embed::Embedder> embedder;  ///< of the index; null: words in common alone
  std::vector<std::string> only;                    ///< names of groups; empty: all
  bool quick = false;                               ///< a tenth of the time: figures for a first look
  std::stop_token stop;
  std::function<void(const std::string&)> report;  ///< one line before each group
};

struct SuiteResult {
  Rates rates;
  Measurements measurements;
};

/// "machine", "kernel", …, in the order they run.
[[nodiscard]] std::vector<std::string> group_names();
/// Fails on the first measurement that cannot be made, and when stopped.
[[nodiscard]] Result<SuiteResult> run_suite(const SuiteOptions& options);

/// One line a figure: value, unit, bound, ratio, target, met or missed.
[[nodiscard]] std::string to_table(const SuiteResult& result);
/// docs/benchmarks.md has the schema.
[[nodiscard]] std::string to_json(const SuiteResult& result);

}  // namespace treewright::bench
