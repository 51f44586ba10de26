#pragma once
// models/NAME/: config.json, model.safetensors and tokenizer.model, verified against each other.

#include <filesystem>
#include <memory>

#include "engine/model/attention_lstm.h"

namespace treewright::model {

struct LoadedModel {
  ModelConfig config;
  text::Vocabulary vocabulary;
  AttentionLstm network;  ///< in evaluation mode, without gradients
};

/// Fails with one line that names the file and the remedy on anything missing, damaged, truncated or hostile:
/// checksums, sizes, shapes and finite values are verified before a weight is used.
[[nodiscard]] Result<LoadedModel> load_model(const std::filesystem::path& folder);

/// Writes the folder's three files; config.json last, so that a folder with one is complete. Fails, with the
/// folder untouched, where a weight is not finite as a 16-bit float: load_model would refuse it.
[[nodiscard]] Result<void> save_model(const std::filesystem::path& folder, const ModelConfig& config,
                                      const AttentionLstm& network, std::string_view tokenizer);

/// The network's parameters by name, sharing their storage.
[[nodiscard]] std::map<std::string, torch::Tensor> parameters_of(const AttentionLstm& network);
/// Copies `tensors` into the network; fails where names or shapes differ or a value is not finite.
[[nodiscard]] Result<void> set_parameters(const AttentionLstm& network,
                                          const std::map<std::string, torch::Tensor>& tensors);

}  // namespace treewright::model
