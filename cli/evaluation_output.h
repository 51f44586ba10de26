#pragma once
// What eval prints.

#include <nlohmann/json.hpp>
#include <string>

#include "completion/golden_row.h"
#include "engine/train/metrics.h"
#include "retrieval/index/search_scores.h"

namespace treewright::cli {

[[nodiscard]] nlohmann::json metrics_json(const train::CodeMetrics& metrics);
[[nodiscard]] nlohmann::json scores_json(const completion::GoldenScores& scores);
[[nodiscard]] nlohmann::json search_json(const retrieval::SearchScores& scores);

/// A table, every figure with its counts.
void print_metrics(const train::CodeMetrics& metrics);
void print_scores(const completion::GoldenScores& scores);
void print_search(const retrieval::SearchScores& scores);

/// One row for error analysis: the verdict, what was asked, the candidates and what was wanted.
void print_row(const std::string& verdict, const std::string& id, const std::string& description,
               const std::vector<std::string>& candidates, const std::vector<std::string>& wanted);

}  // namespace treewright::cli
