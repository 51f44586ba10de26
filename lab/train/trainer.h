#pragma once
// The training loop: Adam with warm-up and linear decay, early stopping on dev loss, checkpoints, resume.

#include <functional>
#include <stop_token>
#include <string>

#include "lab/train/train_config.h"

namespace treewright::lab {

struct TrainOptions {
  bool resume = false;  ///< go on from the config's checkpoint if there is one
  int threads = 1;      ///< of the matrix products
  /// Matrix products may round their inputs, to bfloat16 on CPUs that have it and to TF32 on a GPU: a tenth
  /// faster, not repeatable elsewhere.
  bool bfloat16 = false;
  bool gpu = false;      ///< by CUDA; such a run cannot be resumed: its random numbers are in no checkpoint
  std::stop_token stop;  ///< checked a batch: saves a checkpoint and returns
  std::function<void(const std::string&)> report;  ///< one line at a time
};

struct TrainSummary {
  double best_loss = 0;  ///< dev loss in nats a step
  std::int64_t batches = 0;
  bool interrupted = false;
};

/// Leaves the best model on dev in config.output. Stops with an error, keeping the last good checkpoint, when
/// the loss is not finite.
[[nodiscard]] Result<TrainSummary> train(const TrainConfig& config, const TrainOptions& options);

}  // namespace treewright::lab
