#include <random>

#include "engine/model/model_folder.h"
#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/statistics.h"
#include "lab/train/batch_step.h"
#include "lab/train/memory.h"

namespace treewright::bench {
namespace {

// Sizes of a usual row of the training data; all rows are alike, so that no work is padding.
constexpr std::int64_t pieces = 16, names = 16, steps = 24;
constexpr std::int64_t batch_steps = 2048;

/// Multiply-adds of an LSTM's forward pass in matrix products, a row. One column of work a line: encoder,
/// memory, decoder layers, attention, output.
double lstm_products(const model::ModelConfig& config) {
  const double e = config.embedding, h = config.encoder_hidden, d = config.decoder_hidden;
  const double v = config.vocabulary, memory = pieces + names, trees = config.writes_trees ? 1 : 0;
  const double first = (e + h) * 4 * h, further = (config.encoder_layers - 1) * 2 * h * 4 * h;
  const double encoder = pieces * 2 * (first + further) + d * d;
  const double memories = names * e * d + memory * ((1 + trees) * d * d + d * e);
  const double place = trees * (e + model::ModelConfig::slot_embedding);
  const double layers = steps * ((e + place + d) * 4 * d + (3 + trees) * d * 4 * d);
  const double attention = steps * (1 + trees) * 2 * memory * d;
  const double output = steps * (2 * 2 * d * e + e * v + memory * e);
  return encoder + memories + layers + attention + output;
}

/// The same of a tree Transformer.
double transformer_products(const model::ModelConfig& config) {
  const double d = config.embedding, f = config.feed_forward, v = config.vocabulary;
  const double memory = pieces + names, decoder = config.decoder_layers;
  const double encoder = memory * config.encoder_layers * (4 * d * d + 2 * memory * d + 2 * d * f);
  const double memories = memory * (decoder * 2 * d * d + d * d);
  const double self = 4 * d * d + 2 * steps * d, cross = 2 * d * d + 2 * memory * d;
  const double inputs = steps * (2 * d + model::ModelConfig::slot_embedding) * d;
  const double output = steps * (2 * d * d + d * v + memory * d);
  return encoder + memories + inputs + steps * decoder * (self + cross + 2 * d * f) + output;
}

/// Floating-point operations of a batch's forward pass in matrix products.
double forward_flops(const model::ModelConfig& config, double rows) {
  return 2 * rows * (config.transformer ? transformer_products(config) : lstm_products(config));
}

/// Somewhere in a tree of all steps before; everything may be copied.
text::TreePlace synthetic_place(const model::ModelConfig& config, int step, std::mt19937_64& random) {
  std::uniform_int_distribution<int> slot(0, config.slots - 1), parent(-1, step - 1);
  return {.slot = slot(random),
          .parent = parent(random),
          .position = step % 4,
          .takes = text::name_text | text::number_text | text::content_text};
}

lab::Example synthetic_example(const model::ModelConfig& config, std::mt19937_64& random) {
  std::uniform_int_distribution<int> number(text::first_string_start, config.vocabulary - 1);
  lab::Example example;
  for (std::int64_t i = 0; i < pieces; ++i) example.source.pieces.push_back(number(random));
  for (std::int64_t i = 0; i < names; ++i)
    example.source.names.push_back({{number(random), number(random)}, 1});
  for (std::int64_t m = 0; m < pieces + names; ++m) {
    example.source.surfaces.push_back("x");
    example.source.surface_pieces.push_back({number(random)});
    example.source.surface_kinds.push_back(text::name_text);
  }
  example.source.flags.assign(text::flag_count, 0.0F);
  for (std::int64_t t = 0; t < steps; ++t) {
    text::TargetStep step{number(random), {}};
    if (t % 4 == 0) step.copies.push_back(static_cast<int>(t));
    if (config.writes_trees) step.place = synthetic_place(config, static_cast<int>(t), random);
    example.steps.push_back(std::move(step));
  }
  return example;
}

}  // namespace

Result<Measurements> measure_training(const std::filesystem::path& folder, const Rates& rates,
                                      const Effort& effort) {
  torch::set_num_threads(1);
  lab::keep_freed_memory();
  const auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  const model::NetworkPtr network = model::make_network(model->config);
  torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(1e-3));
  std::mt19937_64 random(1);
  constexpr std::int64_t rows = batch_steps / steps;
  std::vector<lab::Example> examples;
  for (std::int64_t i = 0; i < rows; ++i) examples.push_back(synthetic_example(model->config, random));
  lab::Batch batch;
  for (const lab::Example& example : examples) batch.push_back(&example);
  // Everything is legal: the mask costs the same.
  lab::Objective objective;
  if (model->config.writes_trees)
    objective.legal = torch::zeros({2 * model->config.slots, model->config.vocabulary});
  network->train();
  const double seconds = median(time_runs(
      effort, [&] { static_cast<void>(lab::take_batch_step(*network, optimizer, batch, 1.0, objective)); }));
  const double share = model->config.transformer ? 60 : 70;
  // Backward is twice forward: a product for the input's gradient, one for the weights'.
  const double gflops = 3 * forward_flops(model->config, rows) / seconds / 1e9;
  return Measurements{{"train.rate", gflops, "GFLOP/s", "sgemm rate on as many threads", rates.gflops,
                       Target{"% of the bound", 100 * gflops / rates.gflops, share, false}},
                      {"train.steps", rows * steps / seconds, "steps/s", "", {}, {}}};
}

}  // namespace treewright::bench
