#include <numeric>

#include "engine/model/model_folder.h"
#include "engine/model/row_attention.h"
#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/products.h"
#include "lab/bench/engine/read_rate.h"
#include "lab/bench/engine/statistics.h"

namespace treewright::bench {
namespace {

const char* const roofline = "sgemm of the same width, and the memory rate at these sizes";

double products_rate(Products& products, const Effort& effort) {
  return products.flops() / median(time_runs(effort, [&] { products.run(); })) / 1e9;
}

/// Five hypotheses that attend to as many steps as a description has words, in a layer of a usual size.
class Attention {
 public:
  Attention() { std::iota(rows_.begin(), rows_.end(), 0); }
  void run() {
    const model::KeyValueRows memory{memory_.const_data_ptr<float>(), memory_.size(1), heads, units / heads};
    for (std::int64_t k = 0; k < beam; ++k) {
      const float* query = queries_.const_data_ptr<float>() + k * units;
      auto* scores = scores_.data_ptr<float>();
      model::add_scores(memory, query, rows_, scores);
      model::mix_values(memory, scores, rows_, context_.data_ptr<float>());
    }
  }
  /// Of what lies in memory, and of what all hypotheses read of it.
  [[nodiscard]] static double bytes() { return double{count} * 2 * units * sizeof(float); }
  [[nodiscard]] static double bytes_read() { return beam * bytes(); }
  /// For each number that is read.
  [[nodiscard]] static double flops_of_a_byte() { return 2.0 / sizeof(float); }

 private:
  static constexpr std::int64_t heads = 4, units = 256, count = 48;
  torch::Tensor memory_ = torch::randn({count, 2 * units}), queries_ = torch::randn({beam, units}),
                scores_ = torch::zeros({heads, count}), context_ = torch::empty({units});
  std::vector<std::int64_t> rows_ = std::vector<std::int64_t>(count);
};

double attention_rate(const Effort& effort) {
  constexpr int times = 50;  // one is over before the clock tells
  Attention attention;
  const double seconds = median(time_runs(effort, [&] {
    for (int i = 0; i < times; ++i) attention.run();
  }));
  return times * Attention::bytes_read() / seconds / 1e9;
}

}  // namespace

Measurement against_bound(std::string name, double value, std::string unit, double bound) {
  constexpr double least = 70;
  return {std::move(name), value, std::move(unit),
          roofline,        bound, Target{"% of the bound", 100 * value / bound, least, false}};
}

Result<Measurements> measure_kernels(const std::filesystem::path& folder, const engine::Request& request,
                                     const std::string& target, double sgemm, const Effort& effort) {
  const torch::InferenceMode inference;
  torch::set_num_threads(1);
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  const auto source = text::encode_source(model->vocabulary, request, model->config.limits);
  Products products(*model->network, model->network->encode(model::make_source_batch({&source})), beam);
  const double weights_read = read_rate(static_cast<std::size_t>(products.bytes()), effort);
  const double rows_read = read_rate(static_cast<std::size_t>(Attention::bytes()), effort);
  return Measurements{against_bound("kernel.products." + target, products_rate(products, effort), "GFLOP/s",
                                    std::min(sgemm, products.flops() / products.bytes() * weights_read)),
                      against_bound("kernel.attention." + target, attention_rate(effort), "GB/s",
                                    std::min(sgemm / Attention::flops_of_a_byte(), rows_read))};
}

}  // namespace treewright::bench
