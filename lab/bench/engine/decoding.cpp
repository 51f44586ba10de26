#include <algorithm>

#include "engine/decode/beam.h"
#include "engine/grammar/lr/lr_constraint.h"
#include "engine/model/model_folder.h"
#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/products.h"
#include "lab/bench/engine/read_rate.h"
#include "lab/bench/engine/statistics.h"

namespace treewright::bench {
namespace {

struct Times {
  std::vector<double> encode, network_step, products, beam_step;  ///< seconds, one entry a request
  std::vector<double> gflops, roofline;
};

Effort share(const Effort& effort, std::size_t parts) {
  Effort part = effort;
  part.time /= static_cast<double>(parts);
  return part;
}

/// The network's steps alone: five hypotheses that go on with one action for ever.
double network_step(const model::Network& network, const model::Memory& memory, const Effort& effort) {
  const auto decoder = network.decoder(memory);
  static_cast<void>(decoder->step({0}, {text::begin}, {}));
  static_cast<void>(
      decoder->step(std::vector<std::int64_t>(beam, 0), std::vector<std::int64_t>(beam, text::newline), {}));
  const std::vector<std::int64_t> parents = {1, 0, 2, 4, 3}, actions(beam, text::newline);
  return median(time_runs(effort, [&] { static_cast<void>(decoder->step(parents, actions, {})); }));
}

/// What beam search adds is in it: expansion, constraint, drafts, endings. Encoding is not.
double beam_step(const model::LoadedModel& model, const text::EncodedSource& source,
                 const grammar::Constraint& constraint, const engine::Request& request, double encode,
                 const Effort& effort) {
  const decode::BeamOptions options{beam, request.candidates, request.max_tokens, true, true};
  std::size_t steps = 1;
  const double seconds = median(time_runs(effort, [&] {
    steps = decode::beam_search(*model.network, model.vocabulary, source, constraint, request.surroundings,
                                nullptr, options, effort.stop)
                .steps;
  }));
  return (seconds - encode) / static_cast<double>(std::max<std::size_t>(1, steps));
}

void measure_one(model::LoadedModel& model, const grammar::Constraint& constraint,
                 const engine::Request& request, const Rates& rates, const Effort& effort, Times& times) {
  const torch::InferenceMode inference;
  const auto source = text::encode_source(model.vocabulary, request, model.config.limits);
  const auto encode = [&] { return model.network->encode(model::make_source_batch({&source})); };
  const model::Memory memory = encode();
  times.encode.push_back(median(time_runs(effort, [&] { static_cast<void>(encode()); })));
  Products products(*model.network, memory, beam);
  times.products.push_back(median(time_runs(effort, [&] { products.run(); })));
  times.network_step.push_back(network_step(*model.network, memory, effort));
  times.beam_step.push_back(beam_step(model, source, constraint, request, times.encode.back(), effort));
  times.gflops.push_back(products.flops() / times.products.back() / 1e9);
  const double read = read_rate(static_cast<std::size_t>(products.bytes()), effort);
  times.roofline.push_back(std::min(rates.gflops, products.flops() / products.bytes() * read));
}

Measurements report(const Times& times) {
  constexpr double us = 1e6;
  const double products = median(times.products) * us, beam_us = median(times.beam_step) * us;
  const char* const alone = "its matrix products alone";
  return {{"decode.products",
           median(times.gflops),
           "GFLOP/s",
           "sgemm and memory rate at these shapes",
           median(times.roofline),
           {}},
          {"decode.step", median(times.network_step) * us, "us", alone, products, {}},
          {"decode.beam_step", beam_us, "us", alone, products,
           Target{"times the bound", beam_us / products, 3, true}},
          {"decode.encode", median(times.encode) * us, "us", "", {}, {}}};
}

}  // namespace

Result<Measurements> measure_decoding(const std::filesystem::path& folder,
                                      const std::vector<engine::Request>& requests, const Rates& rates,
                                      const Effort& effort) {
  torch::set_num_threads(1);
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  if (model->config.writes_trees) return Measurements{};  // see measure_trees
  const syntax::Language* language = syntax::language_by_id(model->config.language);
  if (language == nullptr) return failure("{}: the model's language is unknown", folder.string());
  const grammar::LrConstraint constraint(*language);
  Times times;
  for (const engine::Request& request : requests) {
    if (effort.stop.stop_requested()) break;
    measure_one(*model, constraint, request, rates, share(effort, requests.size()), times);
  }
  return report(times);
}

}  // namespace treewright::bench
