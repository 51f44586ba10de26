#include "engine/decode/reranker.h"

#include "engine/model/loss.h"
#include "engine/text/reconstruction.h"

namespace treewright::decode {

Result<Reranker> Reranker::load(const std::filesystem::path& folder) {
  auto model = model::load_model(folder);
  if (!model) return tl::unexpected(model.error());
  if (!model->config.reconstructs)
    return failure("{}: \"task\" is not \"reconstruction\": this is no reranker",
                   (folder / "config.json").string());
  return Reranker(*std::move(model));
}

std::vector<double> Reranker::score(std::string_view description, const std::vector<Evidence>& candidates,
                                    const model::Decoding& weights, const std::stop_token& stop) const {
  if (stop.stop_requested()) return {};
  if (candidates.empty()) return {};
  const torch::InferenceMode inference;
  std::vector<text::Example> examples;
  examples.reserve(candidates.size());
  for (const Evidence& candidate : candidates)
    examples.push_back(
        text::encode_reconstruction(model_.vocabulary, candidate.code, description, model_.config.limits));
  std::vector<const text::Example*> batch;
  batch.reserve(examples.size());
  for (const text::Example& example : examples) batch.push_back(&example);
  const torch::Tensor losses = model::compute_loss(*model_.network, batch).by_example;
  std::vector<double> scores;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    scores.push_back(candidates[i].log_probability -
                     weights.reconstruction * losses[static_cast<std::int64_t>(i)].item<double>() +
                     weights.length * static_cast<double>(candidates[i].steps));
  return scores;
}

}  // namespace treewright::decode
