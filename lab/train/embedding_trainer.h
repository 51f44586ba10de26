#pragma once
// Trains a static embedding (engine/embed/embedder.h): descriptions are drawn near their code and near other
// descriptions of the same code, and away from what else is in the batch.

#include "lab/data/embedding_config.h"
#include "lab/train/trainer.h"

namespace treewright::lab {

struct EmbeddingSummary {
  double first_loss = 0, last_loss = 0;  ///< mean of the first and the last epoch, in nats
  double best = 0;                       ///< mean MRR@10 over the files of "dev"
  int epochs = 0;
  bool interrupted = false;
};

/// Leaves the epoch that is best on dev in config.paths.output. `options.resume` is not for this: a run takes
/// minutes. Stops with an error where the loss is not finite.
[[nodiscard]] Result<EmbeddingSummary> train_embedding(const EmbeddingConfig& config,
                                                       const TrainOptions& options);

}  // namespace treewright::lab
