#include "engine/decode/reranker.h"

#include <algorithm>

namespace treewright::decode {

Result<Reranker> Reranker::load(const std::filesystem::path& folder, const syntax::Language& language,
                                const model::Judging& judging) {
  Reranker reranker;
  reranker.margin_ = judging.margin;
  for (const auto& [name, weight] : judging.weights) {
    if (weight == 0) continue;
    auto judge = Judge::load(folder / name, language);
    if (!judge) return tl::unexpected(judge.error());
    reranker.judges_.push_back({weight, *std::move(judge)});
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
  std::vector<std::size_t> judged, others;
  for (std::size_t i = 0; i < scores.size(); ++i) (scores[i] < least ? others : judged).push_back(i);
  if (judged.size() < 2) return scores;
  std::vector<std::string> codes;
  codes.reserve(judged.size());
  for (const std::size_t i : judged) codes.push_back(candidates[i].code);
  for (const Member& member : judges_) {
    const auto added = member.judge->score(request, codes);
    if (request.stop.stop_requested()) return {};
    for (std::size_t j = 0; j < judged.size(); ++j) scores[judged[j]] += member.weight * added[j];
  }
  double worst = scores[judged.front()];
  for (const std::size_t i : judged) worst = std::min(worst, scores[i]);
  for (const std::size_t i : others) scores[i] += worst - least;
  return scores;
}

}  // namespace treewright::decode
