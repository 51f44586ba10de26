#include "engine/decode/scorer.h"

#include "engine/decode/written_code.h"
#include "engine/model/loss.h"
#include "engine/text/reconstruction.h"

namespace treewright::decode {

Scorer::Scorer(model::LoadedModel model, const syntax::Language& language)
    : model_(std::move(model)), language_(language) {}

Result<std::unique_ptr<const Scorer>> Scorer::load(const std::filesystem::path& folder,
                                                   const syntax::Language& language) {
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  const auto refuse = [&](std::string_view why) {
    return failure("{}: {}", (folder / "config.json").string(), why);
  };
  if (model->config.language != language.id)
    return refuse(fmt::format("\"language\" must be \"{}\", that of the model it scorers for", language.id));
  std::unique_ptr<Scorer> scorer(new Scorer(*std::move(model), language));
  if (!scorer->model_.config.writes_trees) return scorer;
  auto grammar = make_tree_grammar(scorer->model_, language);
  if (!grammar) return refuse(grammar.error().message);
  scorer->grammar_ = *std::move(grammar);
  scorer->legal_ = model::legal_penalty(scorer->grammar_->legal, scorer->model_.config.slots);
  return scorer;
}

std::optional<text::Example> Scorer::encode(const engine::Request& request, const std::string& code) const {
  const model::ModelConfig& config = model_.config;
  if (config.reconstructs)
    return text::encode_reconstruction(model_.vocabulary, code, request.description, config.limits);
  const CodeModel writer{language_, model_.vocabulary, config.limits, grammar_.get(), config.fragments};
  auto written = write_code_steps(writer, request, code);
  if (!written) return std::nullopt;
  if (!config.writes_trees) written->example.steps.push_back({text::end, {}, {}});
  return std::move(written->example);
}

std::vector<double> Scorer::score(const engine::Request& request,
                                  const std::vector<std::string>& codes) const {
  std::vector<double> scores(codes.size(), improbable);
  std::vector<text::Example> examples;
  std::vector<std::size_t> scored;  // code of each example
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (auto example = encode(request, codes[i])) {
      examples.push_back(*std::move(example));
      scored.push_back(i);
    }
  }
  if (examples.empty()) return scores;
  std::vector<const text::Example*> batch;
  batch.reserve(examples.size());
  for (const text::Example& example : examples) batch.push_back(&example);
  const torch::InferenceMode inference;
  const torch::Tensor losses = model::compute_loss(*model_.network, batch, legal_).by_example;
  for (std::size_t e = 0; e < scored.size(); ++e)
    scores[scored[e]] = -losses[static_cast<std::int64_t>(e)].item<double>();
  return scores;
}

}  // namespace treewright::decode
