#pragma once
// A static embedding's training run as data: CONFIG.json of `treewright-lab train` with
// "architecture": "static-embedding".

#include <cstdint>

#include "engine/embed/embedding_model.h"
#include "lab/data/data_paths.h"

namespace treewright::lab {

struct EmbeddingConfig {
  DataPaths paths;              ///< "root", "train", "dev", "output"
  int dimension = 64;           ///< "dimension": numbers a vector
  embed::FieldWeights weights;  ///< "weights": of a passage's parts, when it is searched
  std::size_t terms = 16000;    ///< "terms": the most frequent stems get a row
  std::size_t least_rows = 3;   ///< "least_rows": … that stand in so many rows
  std::size_t per_code = 16;    ///< "per_code": rows that are kept of those with the same code but for names
  std::size_t batch = 1024;     ///< "batch": rows; each row's passage is wrong for all the others
  int epochs = 10;              ///< "epochs"
  double learning_rate = 0.02;  ///< "learning_rate": falls linearly to zero at the run's end
  double temperature = 0.05;    ///< "temperature": cosines are divided by it
  double dropout = 0.2;         ///< "dropout": share of a text's terms that a batch does without
  double paraphrases = 0.3;     ///< "paraphrases": share of rows whose passage is another description
  std::uint64_t seed = 1;       ///< "seed"
};

/// Whether the run makes a static embedding. Fails on a file that is no JSON object.
[[nodiscard]] Result<bool> is_embedding_run(const std::filesystem::path& path);

/// Fails with file and field.
[[nodiscard]] Result<EmbeddingConfig> read_embedding_config(const std::filesystem::path& path);

}  // namespace treewright::lab
