#pragma once
// What a static embedding learns from: rows of a description and its code as numbers of terms.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lab/data/embedding_config.h"

namespace treewright::lab {

using Bag = std::vector<std::int64_t>;  ///< numbers of terms, each once

struct EmbeddingRow {
  Bag description, code;
  std::uint32_t same_code = 0;  ///< rows whose code is the same but for the names in scope have the same
  std::uint32_t same_description = 0;  ///< and whose descriptions have the same words
};

/// A file of "dev": whether a description finds its code among the file's.
struct EmbeddingDev {
  std::string name;
  std::vector<Row> rows;
};

struct EmbeddingData {
  std::vector<std::string> terms;  ///< the most frequent first
  std::vector<float> rarity;       ///< by term: log(1 + rows / rows with it)
  std::vector<EmbeddingRow> rows;
  std::vector<std::vector<std::uint32_t>> paraphrases;  ///< rows by `same_code`
  std::vector<EmbeddingDev> dev;
};

/// Fails with the file at fault, and where no row is left.
[[nodiscard]] Result<EmbeddingData> read_embedding_data(
    const EmbeddingConfig& config, const std::function<void(const std::string&)>& report);

}  // namespace treewright::lab
