#pragma once
// The files of a training run, of whatever kind of model.

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "lab/data/dataset.h"

namespace treewright::lab {

struct DataPaths {
  std::filesystem::path root;    ///< "root": what the others are relative to; the config's folder without
  std::vector<Source> train;     ///< "train"
  std::vector<Source> dev;       ///< "dev": chosen on, never trained on
  std::filesystem::path output;  ///< "output": the model folder
};

/// The configuration's object; comments are fine. Fails with the file.
[[nodiscard]] Result<nlohmann::json> read_run(const std::filesystem::path& path);

/// Of the configuration in `folder`. Fails with the field on anything missing or of the wrong type.
[[nodiscard]] Result<DataPaths> read_data_paths(const nlohmann::json& run,
                                                const std::filesystem::path& folder);

}  // namespace treewright::lab
