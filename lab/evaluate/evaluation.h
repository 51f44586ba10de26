#pragma once
// A model against the rows of a benchmark.

#include <functional>
#include <stop_token>

#include "lab/evaluate/metrics.h"

namespace treewright::lab {

struct EvaluationOptions {
  std::size_t candidates = 5;
  std::size_t max_tokens = 64;
  std::stop_token stop;  ///< then the metrics are those of the rows before
  std::function<void(const Row&, const std::vector<std::string>&)> on_row;  ///< with its candidates; or empty
};

/// The rows' code is the reference. Candidates are scored as the model gives them, valid or not.
[[nodiscard]] CodeMetrics evaluate(const engine::Generator& generator, std::vector<Row> rows,
                                   const EvaluationOptions& options);

}  // namespace treewright::lab
