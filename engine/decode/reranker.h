#pragma once
// Candidates of the beam rescored by how well they explain the description.

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model/model_folder.h"

namespace treewright::decode {

/// What is known of a candidate when candidates are compared.
struct Evidence {
  std::string code;            ///< as it is shown
  double log_probability = 0;  ///< of the generator, all steps
  std::size_t steps = 0;
};

/// A model that writes descriptions of code. Thread-safe.
class Reranker {
 public:
  /// From a model folder whose network was trained to reconstruct ("task": "reconstruction").
  [[nodiscard]] static Result<Reranker> load(const std::filesystem::path& folder);

  /// A score of each candidate, higher is better: log p(code | description) + reconstruction × log
  /// p(description | code) + length × steps, see model::Decoding. Empty when `stop` was requested.
  [[nodiscard]] std::vector<double> score(std::string_view description,
                                          const std::vector<Evidence>& candidates,
                                          const model::Decoding& weights, const std::stop_token& stop) const;

 private:
  explicit Reranker(model::LoadedModel model) : model_(std::move(model)) {}
  model::LoadedModel model_;
};

}  // namespace treewright::decode
