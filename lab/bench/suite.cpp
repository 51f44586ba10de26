#include "lab/bench/suite.h"

#include <algorithm>
#include <array>

#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/prompts.h"

namespace treewright::bench {
namespace {

Result<Measurements> machine(const Context& context) {
  const Rates& rates = context.rates;
  return Measurements{{"machine.sgemm", rates.gflops, "GFLOP/s", "", {}, {}},
                      {"machine.read", rates.gigabytes, "GB/s", "", {}, {}}};
}

Result<Measurements> decoding(const Context& context) {
  return measure_decoding(context.model, requests_of(realistic_prompts()), context.rates, context.effort);
}

Result<Measurements> training(const Context& context) {
  return measure_training(context.model, context.rates, context.effort);
}

Result<Measurements> trees(const Context& context) {
  return measure_trees(context.model, context.rates, context.effort);
}

struct Group {
  const char* name;
  Result<Measurements> (*measure)(const Context&);
};

// Training is the last: it changes how the process keeps its memory.
constexpr std::array groups = {Group{"machine", machine},
                               Group{"kernel", measure_kernels},
                               Group{"request", measure_requests},
                               Group{"start", measure_start},
                               Group{"decode", decoding},
                               Group{"keystroke", measure_keystrokes},
                               Group{"tree", trees},
                               Group{"index", measure_workspace},
                               Group{"indexing", measure_indexing},
                               Group{"clients", measure_clients},
                               Group{"train", training}};

Context make_context(const SuiteOptions& options) {
  Context context{options.model, options.program, options.embedder, {}, {}};
  context.effort.time = std::chrono::duration<double>(options.quick ? 1 : 10);
  context.effort.least = options.quick ? 2 : 5;
  context.effort.stop = options.stop;
  return context;
}

}  // namespace

std::vector<std::string> group_names() {
  std::vector<std::string> names;
  names.reserve(groups.size());
  for (const Group& group : groups) names.emplace_back(group.name);
  return names;
}

Result<SuiteResult> run_suite(const SuiteOptions& options) {
  Context context = make_context(options);
  const auto requests = requests_of(realistic_prompts());
  options.report("the machine's rates");
  const auto rates = measure_rates(context.model, requests.front(), context.effort);
  if (!rates) return tl::unexpected(rates.error());
  context.rates = *rates;
  SuiteResult result{*rates, {}};
  for (const Group& group : groups) {
    const bool wanted =
        options.only.empty() || std::ranges::find(options.only, group.name) != options.only.end();
    if (!wanted) continue;
    options.report(group.name);
    auto measured = group.measure(context);
    if (options.stop.stop_requested()) return failure("interrupted");
    if (!measured) return tl::unexpected(measured.error());
    std::ranges::move(*measured, std::back_inserter(result.measurements));
  }
  return result;
}

}  // namespace treewright::bench
