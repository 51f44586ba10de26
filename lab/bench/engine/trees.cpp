#include <algorithm>

#include "engine/decode/beam.h"
#include "engine/decode/tree_writer.h"
#include "engine/generator.h"
#include "engine/model/model_folder.h"
#include "engine/recode/recode.h"
#include "lab/bench/engine/engine_bench.h"
#include "lab/bench/engine/products.h"
#include "lab/bench/engine/statistics.h"

namespace treewright::bench {
namespace {

/// A tree model with all that a request needs. Its parts know each other by reference: it stays where it is.
struct TreeModel {
  TreeModel(model::LoadedModel loaded, std::shared_ptr<const grammar::TransitionSystem> system,
            std::vector<recode::Example> examples)
      : model(std::move(loaded)),
        grammar(std::move(system), model.vocabulary),
        recode(std::move(examples), recode::make_tree_encoder(grammar.codec),
               {.lambda = model.config.decoding.lambda}) {}
  model::LoadedModel model;
  decode::TreeGrammar grammar;
  recode::Recode recode;
};

struct TreeTimes {
  std::vector<double> answer, unguided, guided, guidance,
      bound;  ///< seconds, one entry a sentence; a share for guidance
};

Result<std::vector<recode::Example>> load_examples(const std::filesystem::path& folder,
                                                   const model::LoadedModel& model) {
  const auto bytes = model::load_examples(folder, model.files);
  if (!bytes) return tl::unexpected(bytes.error());
  return recode::parse_examples(*bytes, (folder / "examples.jsonl").string());
}

/// Of the model's own examples, evenly: sentences like those it is made for.
std::vector<std::string> sentences_of(const std::vector<recode::Example>& examples) {
  constexpr std::size_t count = 40;
  std::vector<std::string> sentences;
  const std::size_t every = std::max<std::size_t>(1, examples.size() / count);
  for (std::size_t i = every / 2; i < examples.size(); i += every)
    sentences.push_back(examples[i].description);
  return sentences;
}

engine::Request request_of(const std::string& sentence, const Effort& effort) {
  engine::Request request;
  request.description = sentence;
  request.surroundings.bare = true;
  request.candidates = 1;
  request.max_tokens = 0;
  request.stop = effort.stop;
  return request;
}

/// From the sentence to the hypotheses.
decode::BeamResult answer(TreeModel& made, const std::string& sentence, bool guided, const Effort& effort) {
  const model::Decoding& own = made.model.config.decoding;
  const engine::Request request = request_of(sentence, effort);
  const auto source = text::encode_source(made.model.vocabulary, request, made.model.config.limits);
  const auto guidance = guided ? made.recode.guide(sentence, source) : nullptr;
  const decode::BeamOptions options{.beam = beam,
                                    .candidates = request.candidates,
                                    .max_steps = static_cast<std::size_t>(own.max_steps),
                                    .length_exponent = own.length_exponent};
  return decode::beam_search(*made.model.network, made.model.vocabulary, source, made.grammar,
                             request.surroundings, guidance.get(), options, request.stop);
}

/// As users get it: with the scorers, where the beam is in doubt.
double time_answer(const engine::Generator& generator, const std::string& sentence, const Effort& effort) {
  const engine::Request request = request_of(sentence, effort);
  return median(time_runs(effort, [&] { static_cast<void>(generator.generate(request)); }));
}

void measure_sentence(TreeModel& made, const std::string& sentence, const Effort& effort, TreeTimes& times) {
  const torch::InferenceMode inference;
  std::size_t taken = 0;
  const auto time = [&](bool guided) {
    return median(time_runs(effort, [&] { taken = answer(made, sentence, guided, effort).steps; }));
  };
  times.guided.push_back(time(true));
  times.unguided.push_back(time(false));
  times.guidance.push_back(100 * (1 - times.unguided.back() / times.guided.back()));
  const auto source =
      text::encode_source(made.model.vocabulary, request_of(sentence, effort), made.model.config.limits);
  Products products(*made.model.network, made.model.network->encode(model::make_source_batch({&source})),
                    beam);
  times.bound.push_back(static_cast<double>(taken) * median(time_runs(effort, [&] { products.run(); })));
}

Measurements report(const TreeTimes& times, const Rates& rates) {
  constexpr double ms = 1e3, usual_core = 60;
  const double guided = median(times.guided) * ms, bound = median(times.bound) * ms;
  const char* const alone = "its steps' matrix products alone";
  const double answer = median(times.answer) * ms;
  return {{"tree.answer", answer, "ms", alone, bound,
           Target{"ms on a core of 60 GFLOP/s", answer * rates.gflops / usual_core, 15, true}},
          {"tree.answer.p95", percentile(times.answer, 95) * ms, "ms", "", {}, {}},
          {"tree.sentence", guided, "ms", alone, bound, {}},
          {"tree.sentence.p95", percentile(times.guided, 95) * ms, "ms", "", {}, {}},
          {"tree.unguided", median(times.unguided) * ms, "ms", alone, bound, {}},
          {"tree.guidance",
           median(times.guidance),
           "% of the time",
           "",
           {},
           Target{"% of the time", median(times.guidance), 20, true}}};
}

}  // namespace

Result<Measurements> measure_trees(const std::filesystem::path& folder, const Rates& rates,
                                   const Effort& effort) {
  torch::set_num_threads(1);
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  if (!model->config.writes_trees || model->files.examples_sha256.empty()) return Measurements{};
  const syntax::Language* language = syntax::language_by_id(model->config.language);
  if (language == nullptr) return failure("{}: the model's language is unknown", folder.string());
  auto system = grammar::TransitionSystem::of(*language);
  if (!system) return tl::unexpected(system.error());
  auto examples = load_examples(folder, *model);
  if (!examples) return tl::unexpected(examples.error());
  const auto generator = engine::Generator::load(folder, {.beam = beam});
  if (!generator) return tl::unexpected(generator.error());
  const auto sentences = sentences_of(*examples);
  TreeModel made(*std::move(model), *std::move(system), *std::move(examples));
  Effort part = effort;
  part.time /= static_cast<double>(4 * sentences.size());
  TreeTimes times;
  for (const std::string& sentence : sentences) {
    if (effort.stop.stop_requested()) break;
    times.answer.push_back(time_answer(*generator, sentence, part));
    measure_sentence(made, sentence, part, times);
  }
  return report(times, rates);
}

}  // namespace treewright::bench
