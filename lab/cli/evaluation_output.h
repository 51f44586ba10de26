#pragma once
// What eval prints.

#include <nlohmann/json.hpp>
#include <string>

#include "lab/evaluate/golden_row.h"
#include "lab/evaluate/metrics.h"
#include "retrieval/search/search_scores.h"

namespace treewright::cli {

[[nodiscard]] nlohmann::json metrics_json(const lab::CodeMetrics& metrics);
[[nodiscard]] nlohmann::json scores_json(const lab::GoldenScores& scores);
[[nodiscard]] nlohmann::json search_json(const retrieval::SearchScores& scores);

/// A table, every figure with its counts.
void print_metrics(const lab::CodeMetrics& metrics);
void print_scores(const lab::GoldenScores& scores);
void print_search(const retrieval::SearchScores& scores);

/// One row for error analysis: the verdict, what was asked, the candidates and what was wanted.
void print_row(const std::string& verdict, const std::string& id, const std::string& description,
               const std::vector<std::string>& candidates, const std::vector<std::string>& wanted);

}  // namespace treewright::cli
