#pragma once
// Candidates of the beam rescored by what other models say of them.

#include "engine/decode/scorer.h"
#include "engine/model/config.h"

namespace treewright::decode {

/// What is known of a candidate when candidates are compared.
struct Evidence {
  std::string code;            ///< as it is shown
  double log_probability = 0;  ///< of the generator, all steps
};

/// Thread-safe.
class Reranker {
 public:
  /// The scorers whose weights are not 0, each from a folder of its name in `folder`.
  [[nodiscard]] static Result<Reranker> load(const std::filesystem::path& folder,
                                             const syntax::Language& language,
                                             const model::Reranking& reranking);

  [[nodiscard]] bool empty() const { return scorers_.empty(); }
  [[nodiscard]] double margin() const { return margin_; }  ///< nats
  /// A score of each of the candidates, which come best first: log p of the generator + the sum of weight ×
  /// log p of each scorer, higher is better. Candidates that are less probable than the first by more than
  /// the margin are below those that are scored; where there is no other, no scorer is asked. Empty when the
  /// request's `stop` was requested.
  [[nodiscard]] std::vector<double> score(const engine::Request& request,
                                          const std::vector<Evidence>& candidates) const;

 private:
  struct Member {
    double weight;
    std::unique_ptr<const Scorer> scorer;
  };
  std::vector<Member> scorers_;
  double margin_ = 0;
};

}  // namespace treewright::decode
