#include <random>

#include "engine/bench/engine_bench.h"
#include "engine/bench/statistics.h"
#include "engine/model/model_folder.h"
#include "engine/train/batch_step.h"

namespace treewright::bench {
namespace {

// Sizes of a usual row of the training data; all rows are alike, so that no work is padding.
constexpr std::int64_t pieces = 16, names = 16, steps = 24;
constexpr std::int64_t batch_steps = 2048;

/// Multiply-adds of a batch's forward pass in matrix products, times two. One column of work a line:
/// encoder, memory, decoder layers, attention, output.
double forward_flops(const model::ModelConfig& config, double rows) {
  const double e = config.embedding, h = config.encoder_hidden, d = config.decoder_hidden;
  const double v = config.vocabulary, memory = pieces + names;
  const double first = (e + h) * 4 * h, further = (config.encoder_layers - 1) * 2 * h * 4 * h;
  const double encoder = pieces * 2 * (first + further) + d * d;
  const double memories = names * e * d + memory * (d * d + d * e);
  const double layers = steps * ((e + d) * 4 * d + 3 * d * 4 * d);
  const double attention = steps * 2 * memory * d;
  const double output = steps * (2 * 2 * d * e + e * v + memory * e);
  return 2 * rows * (encoder + memories + layers + attention + output);
}

train::Example synthetic_example(const model::ModelConfig& config, std::mt19937_64& random) {
  std::uniform_int_distribution<int> number(text::first_string_start, config.vocabulary - 1);
  train::Example example;
  for (std::int64_t i = 0; i < pieces; ++i) example.source.pieces.push_back(number(random));
  for (std::int64_t i = 0; i < names; ++i)
    example.source.names.push_back({{number(random), number(random)}, 1});
  for (std::int64_t m = 0; m < pieces + names; ++m) {
    example.source.surfaces.push_back("x");
    example.source.surface_pieces.push_back({number(random)});
  }
  example.source.flags.assign(text::flag_count, 0.0F);
  for (std::int64_t t = 0; t < steps; ++t) {
    text::TargetStep step{number(random), {}};
    if (t % 4 == 0) step.copies.push_back(static_cast<int>(t));
    example.steps.push_back(std::move(step));
  }
  return example;
}

}  // namespace

Result<Measurements> measure_training(const std::filesystem::path& folder, const Rates& rates,
                                      const Effort& effort) {
  torch::set_num_threads(1);
  const auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  const model::NetworkPtr network = model::make_network(model->config);
  torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(1e-3));
  std::mt19937_64 random(1);
  constexpr std::int64_t rows = batch_steps / steps;
  std::vector<train::Example> examples;
  for (std::int64_t i = 0; i < rows; ++i) examples.push_back(synthetic_example(model->config, random));
  train::Batch batch;
  for (const train::Example& example : examples) batch.push_back(&example);
  network->train();
  const double seconds = median(
      time_runs(effort, [&] { static_cast<void>(train::take_batch_step(*network, optimizer, batch, 1.0)); }));
  // Backward is twice forward: a product for the input's gradient, one for the weights'.
  const double gflops = 3 * forward_flops(model->config, rows) / seconds / 1e9;
  return Measurements{{"train.rate", gflops, "GFLOP/s", "sgemm rate on as many threads", rates.gflops,
                       Target{"% of the bound", 100 * gflops / rates.gflops, 70, false}},
                      {"train.steps", rows * steps / seconds, "steps/s", "", {}, {}}};
}

}  // namespace treewright::bench
