#pragma once
// A model that says how probable a candidate is which another one wrote.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/decode/tree_grammar.h"
#include "engine/model/model_folder.h"
#include "engine/request.h"

namespace treewright::decode {

/// Any model folder: one that was trained to reconstruct ("task": "reconstruction") gives log
/// p(description | code), which is tranX's reranker (Yin & Neubig 2019, "Reranking for Neural Semantic
/// Parsing", section 3.1), others by log p(code | description). Thread-safe.
class Scorer {
 public:
  /// Of a candidate that it could not have written, in nats.
  static constexpr double improbable = -1000;

  [[nodiscard]] static Result<std::unique_ptr<const Scorer>> load(const std::filesystem::path& folder,
                                                                  const syntax::Language& language);
  /// Log-probabilities, in nats, in the order of `codes`: one pass through the network for all of them.
  [[nodiscard]] std::vector<double> score(const engine::Request& request,
                                          const std::vector<std::string>& codes) const;

 private:
  Scorer(model::LoadedModel model, const syntax::Language& language);
  [[nodiscard]] std::optional<text::Example> encode(const engine::Request& request,
                                                    const std::string& code) const;

  model::LoadedModel model_;
  const syntax::Language& language_;
  std::unique_ptr<const TreeGrammar> grammar_;  ///< of a tree decoder
  torch::Tensor legal_;                         ///< likewise, see model::legal_penalty
};

}  // namespace treewright::decode
