#pragma once
// models/NAME/: config.json, model.safetensors, tokenizer.model and, for guidance, examples.jsonl, verified
// against each other.

#include <filesystem>
#include <memory>

#include "engine/model/network.h"

namespace treewright::model {

struct LoadedModel {
  ModelConfig config;
  text::Vocabulary vocabulary;
  NetworkPtr network;  ///< in evaluation mode, without gradients
  ModelFiles files;
};

/// Fails with one line that names the file and the remedy on anything missing, damaged, truncated or hostile:
/// checksums, sizes, shapes and finite values are verified before a weight is used.
[[nodiscard]] Result<LoadedModel> load_model(const std::filesystem::path& folder);

/// The bytes of examples.jsonl (engine/recode/example_index.h). Fails in the same way, and where the model
/// was made without or the file belongs to another one.
[[nodiscard]] Result<std::string> load_examples(const std::filesystem::path& folder, const ModelFiles& files);

/// Writes the folder's files, examples.jsonl where there are `examples`; config.json last, so that a folder
/// with one is complete. Fails, with the folder untouched, where a weight is not finite as a 16-bit float:
/// load_model would refuse it.
[[nodiscard]] Result<void> save_model(const std::filesystem::path& folder, const ModelConfig& config,
                                      const Network& network, std::string_view tokenizer,
                                      std::string_view examples = {});

/// The network's parameters by name, sharing their storage.
[[nodiscard]] std::map<std::string, torch::Tensor> parameters_of(const Network& network);
/// Copies `tensors` into the network; fails where names or shapes differ or a value is not finite.
[[nodiscard]] Result<void> set_parameters(Network& network,
                                          const std::map<std::string, torch::Tensor>& tensors);

}  // namespace treewright::model
