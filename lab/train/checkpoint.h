#pragma once
// A training run's state on disk: weights, optimizer, random generator and position, so that a killed run
// goes on.

#include <torch/torch.h>

#include <filesystem>

#include "engine/model/network.h"
#include "support/result.h"

namespace treewright::lab {

struct Progress {
  std::int64_t batch = 0;       ///< batches done over all epochs
  double best_loss = 1e30;      ///< dev loss, nats a step
  std::int64_t best_rows = -1;  ///< dev rows all of whose steps are right
  int evaluations_since_best = 0;
};

/// Written beside and renamed: a kill leaves the last whole checkpoint.
[[nodiscard]] Result<void> save_checkpoint(const std::filesystem::path& path, const model::Network& network,
                                           const torch::optim::Optimizer& optimizer,
                                           const Progress& progress);
[[nodiscard]] Result<Progress> load_checkpoint(const std::filesystem::path& path, model::Network& network,
                                               torch::optim::Optimizer& optimizer);

}  // namespace treewright::lab
