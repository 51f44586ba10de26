#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lab/bench/prompts.h"

namespace treewright::bench {
namespace {

constexpr double reference_gflops = 60;  // the core that the targets are given for

Measurement latency(std::string name, const std::vector<double>& milliseconds, double percent,
                    const Rates& rates) {
  return {std::move(name),
          percentile(milliseconds, percent),
          "ms",
          "matrix products of 24 steps alone",
          1e3 * static_cast<double>(max_tokens) * rates.products,
          {}};
}

/// A slower core may take longer, and a faster one must not.
Target scaled(const Measurement& measurement, const Rates& rates, double limit) {
  return {"ms on a core of 60 GFLOP/s", measurement.value * rates.gflops / reference_gflops, limit, true};
}

}  // namespace

Result<Measurements> measure_requests(const Context& context) {
  const auto generator = engine::Generator::load(context.model);
  if (!generator) return tl::unexpected(generator.error());
  const auto prompts = realistic_prompts();
  const auto requests = requests_of(prompts);
  std::vector<double> whole, engine;
  const auto round = [&] {
    for (const Prompt& prompt : prompts) {
      if (context.effort.stop.stop_requested()) return;
      const double start = cpu_seconds();
      static_cast<void>(completion::suggest(prompt.source(), query_at(prompt), &*generator));
      whole.push_back(1e3 * (cpu_seconds() - start));
    }
    for (const engine::Request& request : requests) {
      if (context.effort.stop.stop_requested()) return;
      const double start = cpu_seconds();
      static_cast<void>(generator->generate(request));
      engine.push_back(1e3 * (cpu_seconds() - start));
    }
  };
  round();  // warm
  whole.clear();
  engine.clear();
  static_cast<void>(time_runs(context.effort, round));
  const Rates& rates = context.rates;
  Measurements measurements = {
      latency("request.p50", whole, 50, rates), latency("request.p95", whole, 95, rates),
      latency("request.engine.p50", engine, 50, rates), latency("request.engine.p95", engine, 95, rates)};
  for (std::size_t i = 0; i < 2; ++i) {
    measurements[i].target = scaled(measurements[i], rates, i == 0 ? 40 : 80);
  }
  return measurements;
}

}  // namespace treewright::bench
