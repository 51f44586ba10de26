#include "engine/generator.h"

#include <algorithm>

#include "engine/decode/beam.h"
#include "engine/decode/explainer.h"
#include "engine/decode/reranker.h"
#include "engine/decode/tree_writer.h"
#include "engine/grammar/lr/lr_constraint.h"
#include "engine/model/model_folder.h"
#include "engine/recode/recode.h"
#include "engine/text/fragment.h"

namespace treewright::engine {
namespace {

std::unique_ptr<grammar::Constraint> make_constraint(const syntax::Language& language, bool constrain) {
  if (!constrain) return std::make_unique<grammar::NullConstraint>();
  return std::make_unique<grammar::LrConstraint>(language);
}

recode::RecodeOptions guidance_of(const GeneratorOptions& options, const model::Decoding& own) {
  if (options.guidance) return *options.guidance;
  recode::RecodeOptions guidance{.lambda = own.lambda};
  if (own.retrieved > 0) guidance.retrieved = static_cast<std::size_t>(own.retrieved);
  return guidance;
}

model::Reranking reranking_of(const GeneratorOptions& options, const model::Decoding& own) {
  model::Reranking reranking = own.reranking;
  for (const auto& [name, weight] : options.scorers) reranking.weights[name] = weight;
  reranking.margin = options.margin.value_or(reranking.margin);
  return reranking;
}

/// Examples are refused, not left out, where they are not this model's: its figures would be others.
Result<std::vector<Example>> read_examples(const std::filesystem::path& folder,
                                           const model::LoadedModel& model) {
  const auto bytes = model::load_examples(folder, model.files);
  if (!bytes) return tl::unexpected(bytes.error());
  return recode::parse_examples(*bytes, (folder / "examples.jsonl").string());
}

/// Null where nothing can guide. A model that was made without examples has none; a request's may guide it.
Result<std::unique_ptr<const recode::Recode>> make_recode(
    const std::filesystem::path& folder, const model::LoadedModel& model,
    std::unique_ptr<const recode::ActionEncoder> encoder, const GeneratorOptions& options) {
  const model::Decoding& own = model.config.decoding;
  const bool has_examples = options.guidance || own.retrieved > 0;
  auto examples = has_examples ? read_examples(folder, model) : std::vector<Example>();
  if (!examples) return tl::unexpected(examples.error());
  return std::make_unique<const recode::Recode>(*std::move(examples), std::move(encoder),
                                                guidance_of(options, own));
}

}  // namespace

struct Generator::Impl {
  model::LoadedModel model;
  GeneratorOptions options;
  const syntax::Language& language;
  std::unique_ptr<grammar::Constraint> constraint;     ///< of a token decoder
  std::unique_ptr<const decode::TreeGrammar> grammar;  ///< of a tree decoder
  std::unique_ptr<const recode::Recode> recode;        ///< or null: no guidance
  decode::Reranker reranker;                           ///< empty: none

  [[nodiscard]] decode::BeamResult search(const Request& request) const {
    const auto source = text::encode_source(model.vocabulary, request, model.config.limits);
    const model::Decoding& own = model.config.decoding;
    const std::size_t width =
        std::max(options.beam.value_or(static_cast<std::size_t>(own.beam)), request.candidates);
    decode::BeamOptions beam{
        .beam = width,
        // The reranker chooses among all there are; of trees, the best may well be finished late.
        .candidates = !reranker.empty() || grammar != nullptr ? width : request.candidates,
        .max_steps = request.max_tokens == 0 ? static_cast<std::size_t>(own.max_steps) : request.max_tokens,
        .copy = options.copy,
        .constrained = options.constrain,
        .length_exponent = options.length_exponent.value_or(own.length_exponent),
        .shown = request.candidates};
    if (!reranker.empty()) beam.margin = reranker.margin();
    const auto guidance =
        recode == nullptr ? nullptr : recode->guide(request.description, source, request.examples);
    if (grammar != nullptr) {
      return decode::beam_search(*model.network, model.vocabulary, source, *grammar, request.surroundings,
                                 guidance.get(), beam, request.stop);
    }
    return decode::beam_search(*model.network, model.vocabulary, source, *constraint, request.surroundings,
                               guidance.get(), beam, request.stop);
  }

  /// Reorders the candidates, which `evidence` describes in their order.
  void rerank(const Request& request, const std::vector<decode::Evidence>& evidence,
              Generation& generation) const {
    const auto scores = reranker.score(request, evidence);
    generation.cancelled = generation.cancelled || scores.size() < evidence.size();
    if (generation.cancelled) return;
    for (std::size_t i = 0; i < scores.size(); ++i) generation.candidates[i].score = scores[i];
    std::ranges::stable_sort(generation.candidates, std::greater<>(), &Candidate::score);
  }
};

Generator::Generator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;
Generator::~Generator() = default;

Result<Generator> Generator::load(const std::filesystem::path& folder, const GeneratorOptions& options) {
  // A request decodes on one core: spreading a step over cores that others use costs far more than it gains.
  torch::set_num_threads(1);
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  const syntax::Language* language = syntax::language_by_id(model->config.language);
  if (language == nullptr) {
    return failure(
        "{}: \"language\": \"{}\" is unknown to this treewright; use the release the model was made with",
        (folder / "config.json").string(), model->config.language);
  }
  auto impl =
      std::make_unique<Impl>(Impl{*std::move(model), options, *language, nullptr, nullptr, nullptr, {}});
  if (impl->model.config.writes_trees) {
    auto grammar = decode::make_tree_grammar(impl->model, *language);
    if (!grammar) return failure("{}: {}", (folder / "config.json").string(), grammar.error().message);
    impl->grammar = *std::move(grammar);
  } else {
    impl->constraint = make_constraint(*language, options.constrain);
  }
  if (options.guide) {
    auto encoder = impl->grammar == nullptr ? recode::make_token_encoder(*language, impl->model.vocabulary)
                                            : recode::make_tree_encoder(impl->grammar->codec);
    auto recode = make_recode(folder, impl->model, std::move(encoder), options);
    if (!recode) return tl::unexpected(recode.error());
    impl->recode = *std::move(recode);
  }
  if (options.rerank) {
    auto reranker = decode::Reranker::load(folder / "reranker", *language,
                                           reranking_of(options, impl->model.config.decoding));
    if (!reranker) return tl::unexpected(reranker.error());
    impl->reranker = *std::move(reranker);
  }
  return Generator(std::move(impl));
}

const syntax::Language& Generator::language() const { return impl_->language; }
bool Generator::writes_fragments() const { return impl_->model.config.fragments; }
bool Generator::is_guided_by_examples() const { return impl_->recode != nullptr; }

Explained Generator::explain(const Request& request, std::string_view code) const {
  return decode::explain(impl_->model, impl_->language, impl_->grammar.get(), request, code);
}

Generation Generator::generate(const Request& request) const {
  const decode::BeamResult found = impl_->search(request);
  Generation generation;
  generation.cancelled = found.cancelled;
  std::vector<decode::Evidence> evidence;
  for (const decode::Hypothesis& hypothesis : found.hypotheses) {
    auto lines = text::render(impl_->language, hypothesis.tokens);
    const bool known = std::any_of(generation.candidates.begin(), generation.candidates.end(),
                                   [&](const Candidate& other) { return other.lines == lines; });
    if (known) continue;
    const auto& shown = impl_->model.config.fragments ? text::without_completion(lines) : lines;
    evidence.push_back({text::join(shown), hypothesis.log_probability});
    generation.candidates.push_back({std::move(lines), hypothesis.score});
  }
  if (!impl_->reranker.empty()) impl_->rerank(request, evidence, generation);
  if (generation.candidates.size() > request.candidates) generation.candidates.resize(request.candidates);
  return generation;
}

}  // namespace treewright::engine
