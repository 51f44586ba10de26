#pragma once
// A static embedding's folder, models/NAME/: config.json, terms.txt (a term a line) and model.safetensors,
// verified against each other.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "support/result.h"

namespace treewright::embed {

inline constexpr const char* architecture = "static-embedding";

/// What the parts of a passage count for in its vector.
struct FieldWeights {
  double description = 1, name = 0.5, code = 1;
};

/// Reads "description", "name" and "code" where present; returns what is wrong, or nothing.
[[nodiscard]] std::string read_weights(const nlohmann::json& object, FieldWeights& weights);

struct EmbeddingModel {
  int dimension = 0;  ///< numbers a vector
  FieldWeights weights;
  std::vector<std::string> terms;  ///< stems, none twice
  std::vector<float> rows;         ///< [terms, dimension]
};

/// Fails with one line that names the file, the field and the remedy on anything missing, damaged, truncated
/// or hostile: checksums, sizes and finite values are verified before a number is used.
[[nodiscard]] Result<EmbeddingModel> load_embedding_model(const std::filesystem::path& folder);

/// Rows become 16-bit floats. config.json is written last, so that a folder with one is complete. Fails, with
/// the folder untouched, where a number is not finite as a 16-bit float.
[[nodiscard]] Result<void> save_embedding_model(const std::filesystem::path& folder,
                                                const EmbeddingModel& model);

/// Whether the folder's config.json is of such a model; false where there is none.
[[nodiscard]] bool holds_embedding_model(const std::filesystem::path& folder);

}  // namespace treewright::embed
