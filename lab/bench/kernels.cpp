// Each kernel on each instruction set that the processor has.
#include <nlohmann/json.hpp>
#include <random>

#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/read_rate.h"
#include "lab/bench/engine/statistics.h"
#include "lab/bench/measure.h"
#include "lab/bench/prompts.h"
#include "retrieval/search/vector_scan.h"
#include "support/process.h"
#include "support/simd.h"

namespace treewright::bench {
namespace {

/// What holds LibTorch and the library of its products to vectors of the same width, each as it asks for it.
std::vector<std::string> environment_of(const std::string& target) {
  if (target == "avx2") return {"MKL_ENABLE_INSTRUCTIONS=AVX2", "ATEN_CPU_CAPABILITY=avx2"};
  if (target == "sse4") return {"MKL_ENABLE_INSTRUCTIONS=SSE4_2", "ATEN_CPU_CAPABILITY=default"};
  return {};
}

/// The rate of sgemm, which only a process of its own can be held to.
Result<double> sgemm_rate(const Context& context, const std::string& target) {
  const auto environment = environment_of(target);
  if (environment.empty()) return context.rates.gflops;
  std::vector<std::string> command = {"env"};
  command.insert(command.end(), environment.begin(), environment.end());
  for (const std::string& word :
       {std::filesystem::read_symlink("/proc/self/exe").string(), std::string("bench"), std::string("--only"),
        std::string("machine"), std::string("--quick"), std::string("--format"), std::string("json"),
        std::string("--model"), context.model.string()})
    command.push_back(word);
  const auto output = run_process(command);
  if (!output) return tl::unexpected(output.error());
  const auto result = nlohmann::json::parse(output->text, nullptr, false);
  if (output->exit_code != 0 || !result.is_object() || !result.contains("sgemm_gflops"))
    return failure("bench --only machine, held to {}, gave no rate (exit code {})", target,
                   output->exit_code);
  return result["sgemm_gflops"].get<double>();
}

/// A search of an index of a hundred thousand vectors, as long as those of models/sentence-vectors.
Measurement measure_scan(const std::string& target, const Effort& effort) {
  constexpr std::size_t count = 100'000, stride = 96, block = 1024;
  std::mt19937 random(1);
  std::vector<std::int8_t> rows(count * stride);
  for (std::int8_t& number : rows) number = static_cast<std::int8_t>(random());
  const std::vector<std::int16_t> query(stride, 1234);
  std::vector<std::int32_t> products(block);
  const double seconds = median(time_runs(effort, [&] {
    for (std::size_t first = 0; first < count; first += block)
      retrieval::scan(rows.data() + first * stride, std::min(block, count - first), stride, query.data(),
                      products.data());
  }));
  return against_bound("kernel.scan." + target, static_cast<double>(rows.size()) / seconds / 1e9, "GB/s",
                       read_rate(rows.size(), effort));
}

Result<Measurements> measure_on(const Context& context, const std::string& target) {
  const auto sgemm = sgemm_rate(context, target);
  if (!sgemm) return tl::unexpected(sgemm.error());
  if (auto used = use_simd_target(target); !used) return tl::unexpected(used.error());
  auto measurements = measure_kernels(context.model, requests_of(realistic_prompts()).front(), target, *sgemm,
                                      context.effort);
  if (measurements) measurements->push_back(measure_scan(target, context.effort));
  return measurements;
}

}  // namespace

Result<Measurements> measure_kernels(const Context& context) {
  const std::string before = simd_target();
  Measurements all;
  for (const std::string& target : simd_targets()) {
    if (target == "scalar" || context.effort.stop.stop_requested()) continue;
    auto measured = measure_on(context, target);
    if (auto back = use_simd_target(before); !back) return tl::unexpected(back.error());
    if (!measured) return measured;
    std::ranges::move(*measured, std::back_inserter(all));
  }
  return all;
}

}  // namespace treewright::bench
