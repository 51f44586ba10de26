#pragma once
// What a training run learns from, as the model's numbers.

#include <torch/torch.h>

#include "lab/train/train_config.h"
#include "lab/train/trainer.h"

namespace treewright::lab {

struct TrainingData {
  model::ModelConfig model;  ///< the configuration's, with what the data decides: vocabulary, symbols, slots
  std::vector<Example> train = {}, dev = {};
  std::string tokenizer = {};  ///< the bytes of tokenizer.model
  std::string examples = {};   ///< the bytes of examples.jsonl, or nothing
  torch::Tensor legal = {};    ///< of a tree decoder, see model::compute_loss
};

/// Reads the configuration's rows. The tokenizer is made once a run and kept with its checkpoints, so that a
/// resumed run has the same numbers. Fails with the file at fault.
[[nodiscard]] Result<TrainingData> read_training_data(const TrainConfig& config, const TrainOptions& options);

}  // namespace treewright::lab
