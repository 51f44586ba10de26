#include "lab/data/embedding_config.h"

#include "support/json_values.h"

namespace treewright::lab {
namespace {

using nlohmann::json;

std::string read_numbers(const json& run, EmbeddingConfig& config) {
  constexpr double most = 2e9;
  const std::string problems[] = {
      read_number(run, "dimension", config.dimension, 1, 4096),
      read_number(run, "terms", config.terms, 1, 1 << 20),
      read_number(run, "least_rows", config.least_rows, 1, most),
      read_number(run, "per_code", config.per_code, 1, most),
      read_number(run, "batch", config.batch, 2, 1 << 16),
      read_number(run, "epochs", config.epochs, 1, most),
      read_number(run, "learning_rate", config.learning_rate, 0, most),
      read_number(run, "temperature", config.temperature, 1e-3, 100),
      read_number(run, "dropout", config.dropout, 0, 0.95),
      read_number(run, "paraphrases", config.paraphrases, 0, 1),
      read_number(run, "seed", config.seed, 0, most),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return problem;
  }
  const json weights = run.value("weights", json::object());
  if (!weights.is_object()) return "\"weights\" must be an object";
  return embed::read_weights(weights, config.weights);
}

}  // namespace

Result<bool> is_embedding_run(const std::filesystem::path& path) {
  const auto run = read_run(path);
  if (!run) return tl::unexpected(run.error());
  return run->value("architecture", json()) == json(embed::architecture);
}

Result<EmbeddingConfig> read_embedding_config(const std::filesystem::path& path) {
  const auto run = read_run(path);
  if (!run) return tl::unexpected(run.error());
  EmbeddingConfig config;
  if (const auto problem = read_numbers(*run, config); !problem.empty())
    return failure("{}: {}", path.string(), problem);
  auto paths = read_data_paths(*run, path.parent_path());
  if (!paths) return failure("{}: {}", path.string(), paths.error().message);
  config.paths = *std::move(paths);
  return config;
}

}  // namespace treewright::lab
