#include <algorithm>

#include "engine/decode/beam.h"
#include "engine/generator.h"
#include "engine/grammar/lr_constraint.h"
#include "engine/model/model_folder.h"

namespace treewright::engine {
namespace {

std::unique_ptr<grammar::Constraint> make_constraint(const syntax::Language& language, bool constrain) {
  if (!constrain) return std::make_unique<grammar::NullConstraint>();
  return std::make_unique<grammar::LrConstraint>(language);
}

}  // namespace

struct Generator::Impl {
  model::LoadedModel model;
  GeneratorOptions options;
  const syntax::Language& language;
  std::unique_ptr<grammar::Constraint> constraint;
};

Generator::Generator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;
Generator::~Generator() = default;

Result<Generator> Generator::load(const std::filesystem::path& folder, GeneratorOptions options) {
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
  return Generator(std::unique_ptr<Impl>(
      new Impl{*std::move(model), options, *language, make_constraint(*language, options.constrain)}));
}

const syntax::Language& Generator::language() const { return impl_->language; }

Generation Generator::generate(const Request& request) const {
  const auto source = text::encode_source(impl_->model.vocabulary, request, impl_->model.config.limits);
  const decode::BeamOptions options{std::max(impl_->options.beam, request.candidates),
                                    request.candidates,
                                    request.max_tokens,
                                    impl_->options.copy,
                                    impl_->options.constrain,
                                    impl_->options.length_exponent};
  auto found = decode::beam_search(impl_->model.network, impl_->model.vocabulary, source, *impl_->constraint,
                                   request.surroundings, options, request.stop);
  Generation generation;
  generation.cancelled = found.cancelled;
  for (const decode::Hypothesis& hypothesis : found.hypotheses) {
    auto lines = text::render(impl_->language, hypothesis.tokens);
    const bool known = std::any_of(generation.candidates.begin(), generation.candidates.end(),
                                   [&](const Candidate& other) { return other.lines == lines; });
    if (!known) generation.candidates.push_back({std::move(lines), hypothesis.score});
  }
  return generation;
}

}  // namespace treewright::engine
