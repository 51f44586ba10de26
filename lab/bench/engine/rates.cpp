#include <torch/torch.h>

#include "engine/model/model_folder.h"
#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/products.h"
#include "lab/bench/engine/read_rate.h"
#include "lab/bench/engine/statistics.h"

namespace treewright::bench {
namespace {

constexpr std::size_t read_bytes = 32U << 20U;

double sgemm_rate(const Effort& effort) {
  constexpr std::int64_t n = 512;
  const auto a = torch::randn({n, n}), b = torch::randn({n, n});
  auto c = torch::empty({n, n});
  const double seconds = median(time_runs(effort, [&] { torch::mm_out(c, a, b); }));
  return 2.0 * n * n * n / seconds / 1e9;
}

double products_seconds(model::LoadedModel& model, const engine::Request& request, const Effort& effort) {
  const auto source = text::encode_source(model.vocabulary, request, model.config.limits);
  Products products(*model.network, model.network->encode(model::make_source_batch({&source})), beam);
  return median(time_runs(effort, [&] { products.run(); }));
}

}  // namespace

Result<Rates> measure_rates(const std::filesystem::path& folder, const engine::Request& request,
                            const Effort& effort) {
  const torch::InferenceMode inference;
  torch::set_num_threads(1);
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  return Rates{sgemm_rate(effort), read_rate(read_bytes, effort), products_seconds(*model, request, effort)};
}

}  // namespace treewright::bench
