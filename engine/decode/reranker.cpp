#include "engine/decode/reranker.h"

#include <algorithm>

namespace treewright::decode {

Result<Reranker> Reranker::load(const std::filesystem::path& folder, const syntax::Language& language,
                                const model::Reranking& reranking) {
  Reranker reranker;
  reranker.margin_ = reranking.margin;
  for (const auto& [name, weight] : reranking.weights) {
    if (weight == 0) continue;
    auto scorer = Scorer::load(folder / name, language);
    if (!scorer) return tl::unexpected(scorer.error());
    reranker.scorers_.push_back({weight, *std::move(scorer)});
  }
  return reranker;
}

std::vector<double> Reranker::score(const engine::Request& request,
                                    const std::vector<Evidence>& candidates) const {
  if (request.stop.stop_requested()) return {};
  std::vector<double> scores;
  scores.reserve(candidates.size());
  for (const Evidence& candidate : candidates) scores.push_back(candidate.log_probability);
  if (candidates.empty()) return scores;
  const double least = scores.front() - margin_;
  std::vector<std::size_t> scored, others;
  for (std::size_t i = 0; i < scores.size(); ++i) (scores[i] < least ? others : scored).push_back(i);
  if (scored.size() < 2) return scores;
  std::vector<std::string> codes;
  codes.reserve(scored.size());
  for (const std::size_t i : scored) codes.push_back(candidates[i].code);
  for (const Member& member : scorers_) {
    const auto added = member.scorer->score(request, codes);
    if (request.stop.stop_requested()) return {};
    for (std::size_t j = 0; j < scored.size(); ++j) scores[scored[j]] += member.weight * added[j];
  }
  double worst = scores[scored.front()];
  for (const std::size_t i : scored) worst = std::min(worst, scores[i]);
  for (const std::size_t i : others) scores[i] += worst - least;
  return scores;
}

}  // namespace treewright::decode
