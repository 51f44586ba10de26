#include "lab/evaluate/evaluation.h"

namespace treewright::lab {

CodeMetrics evaluate(const engine::Generator& generator, std::vector<Row> rows,
                     const EvaluationOptions& options) {
  CodeMetrics metrics;
  for (Row& row : rows) {
    row.request.candidates = options.candidates;
    row.request.max_tokens = options.max_tokens;
    row.request.stop = options.stop;
    const auto generation = generator.generate(row.request);
    if (generation.cancelled || options.stop.stop_requested()) break;
    std::vector<std::string> candidates;
    candidates.reserve(generation.candidates.size());
    for (const auto& candidate : generation.candidates) candidates.push_back(text::join(candidate.lines));
    score(generator.language(), row.code, candidates, metrics);
    if (options.on_row) options.on_row(row, candidates);
  }
  return metrics;
}

}  // namespace treewright::lab
