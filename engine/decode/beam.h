#pragma once
// Beam search over the decoder's actions under a constraint. Scores are normalised by length.

#include <optional>
#include <stop_token>
#include <vector>

#include "engine/grammar/constraint.h"
#include "engine/grammar/guidance.h"
#include "engine/model/network.h"

namespace treewright::decode {

struct BeamOptions {
  std::size_t beam = 5;
  std::size_t candidates = 5;
  std::size_t max_steps = 64;  ///< a hypothesis that reaches it is closed by its shortest ending
  bool copy = true;
  bool constrained = true;
  double length_exponent =
      0.5;  ///< a score is log-probability / steps^this: 1 is tranX's, 0 no normalisation
  /// The search may also end where `shown` hypotheses are done and no other could come within `margin` nats
  /// of the most probable one: a reranker would not score it.
  std::optional<double> margin = {};
  std::size_t shown = 1;
};

struct Hypothesis {
  std::vector<text::Token> tokens;
  double score = 0;
  double log_probability = 0;
  std::size_t steps = 0;
};

struct BeamResult {
  std::vector<Hypothesis>
      hypotheses;  ///< best first, distinct; at least one unless cancelled or unconstrained
  bool cancelled = false;
  std::size_t steps = 0;  ///< that the decoder took
};

/// Thread-safe for one network in evaluation mode (frozen, or it packs its weights at every call). `guidance`
/// may be null; what it boosts is renormalised, so that scores stay log-probabilities. `stop` is checked once
/// a step.
[[nodiscard]] BeamResult beam_search(model::Network& network, const text::Vocabulary& vocabulary,
                                     const text::EncodedSource& source, const grammar::Constraint& constraint,
                                     const engine::Surroundings& surroundings, grammar::Guidance* guidance,
                                     const BeamOptions& options, const std::stop_token& stop);

struct TreeGrammar;  // engine/decode/tree_writer.h

/// The same for a tree decoder: always constrained.
[[nodiscard]] BeamResult beam_search(model::Network& network, const text::Vocabulary& vocabulary,
                                     const text::EncodedSource& source, const TreeGrammar& grammar,
                                     const engine::Surroundings& surroundings, grammar::Guidance* guidance,
                                     const BeamOptions& options, const std::stop_token& stop);

}  // namespace treewright::decode
