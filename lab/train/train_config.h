#pragma once
// A training run as data: CONFIG.json of `treewright-lab train`.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/model/config.h"
#include "lab/data/dataset.h"

namespace treewright::lab {

struct TrainConfig {
  model::ModelConfig model;           ///< "model"
  int tokenizer_size = 5000;          ///< "tokenizer_size": pieces
  std::vector<Source> train;          ///< "train"; paths relative to the config's folder, or to "root"
  std::vector<Source> dev;            ///< "dev": chosen on, never trained on
  std::filesystem::path output;       ///< "output": the model folder
  std::filesystem::path checkpoints;  ///< "checkpoints": where a run resumes from
  std::size_t max_tokens = 60;        ///< "max_tokens": longer rows are left out
  std::int64_t batch_steps = 2048;    ///< "batch_steps": target steps a batch, about
  int epochs = 10;                    ///< "epochs"
  std::int64_t max_batches = 0;       ///< "max_batches": ends earlier than the epochs would; 0: they rule
  double learning_rate = 1e-3;        ///< "learning_rate": falls linearly to zero at the run's end
  int warmup = 400;                   ///< "warmup": batches
  double clip = 1.0;                  ///< "clip": norm of the gradients
  int evaluate_every = 1000;          ///< "evaluate_every": batches
  int patience = 6;                   ///< "patience": evaluations without a better one, then it stops
  /// "select": "loss", or "rows": the best model is the one that gets most dev rows right in all their steps,
  /// which goes on rising when the loss has begun to.
  bool select_rows = false;
  std::uint64_t seed = 1;  ///< "seed"
  /// "teachers": model folders of the same data and vocabulary, whose mean distribution the network learns to
  /// give beside the right answers (Hinton et al. 2015; of ensembles: Kuncoro et al. 2016)
  std::vector<std::filesystem::path> teachers;
  double distillation = 0.5;  ///< "distillation": the teachers' share of the loss
  /// "initial": the model folder whose weights and tokenizer the run starts from; empty: random weights
  std::filesystem::path initial;
  bool examples = false;  ///< "examples": the training rows go into the model's folder, for guidance
};

/// Fails with file and field.
[[nodiscard]] Result<TrainConfig> read_train_config(const std::filesystem::path& path);

}  // namespace treewright::lab
