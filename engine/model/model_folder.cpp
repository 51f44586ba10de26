#include "engine/model/model_folder.h"

#include "engine/model/safetensors.h"
#include "engine/model/verified_file.h"
#include "support/file.h"

namespace treewright::model {
namespace {

namespace fs = std::filesystem;

/// Compared before the network is made, so that no size of config.json allocates more than the file holds.
Result<void> check_size(const ModelConfig& config, const Tensors& tensors) {
  std::int64_t count = 0;
  for (const auto& [name, tensor] : tensors) count += tensor.numel();
  const std::int64_t expected = parameter_count(config);
  if (count != expected)
    return failure("holds {} numbers where the sizes in config.json ask for {}", count, expected);
  return {};
}

/// What in `config` contradicts the tokenizer or itself, or nothing.
std::string contradiction(const ModelConfig& config, const text::Vocabulary& vocabulary) {
  if (vocabulary.size() != config.vocabulary) {
    return fmt::format("\"vocabulary\" is {} where tokenizer.model and \"symbols\" make {}",
                       config.vocabulary, vocabulary.size());
  }
  return contradiction(config);
}

std::string describe(const torch::Tensor& tensor) {
  std::string text;
  for (const int64_t size : tensor.sizes()) text += (text.empty() ? "" : "×") + std::to_string(size);
  return text.empty() ? "a single number" : text;
}

}  // namespace

std::map<std::string, torch::Tensor> parameters_of(const Network& network) {
  std::map<std::string, torch::Tensor> tensors;
  for (const auto& parameter : network.named_parameters())
    tensors.emplace(parameter.key(), parameter.value());
  return tensors;
}

Result<void> set_parameters(Network& network, const std::map<std::string, torch::Tensor>& tensors) {
  const torch::NoGradGuard no_gradients;
  auto parameters = parameters_of(network);
  if (parameters.size() != tensors.size()) {
    return failure("has {} tensors where {} are expected", tensors.size(), parameters.size());
  }
  for (auto& [name, parameter] : parameters) {
    const auto found = tensors.find(name);
    if (found == tensors.end()) return failure("tensor \"{}\" is missing", name);
    if (found->second.sizes() != parameter.sizes()) {
      return failure("tensor \"{}\" is {} where {} is expected", name, describe(found->second),
                     describe(parameter));
    }
    if (!torch::isfinite(found->second).all().item<bool>())
      return failure("tensor \"{}\" holds a NaN or an infinity", name);
    parameter.copy_(found->second);
  }
  return {};
}

Result<LoadedModel> load_model(const fs::path& folder) {
  const auto config_text = read_config_file(folder);
  if (!config_text) return tl::unexpected(config_text.error());
  auto manifest = parse_manifest(*config_text);
  if (!manifest) return refuse(folder / "config.json", manifest.error());
  const auto tokenizer = read_verified(folder / "tokenizer.model", manifest->files.tokenizer_sha256);
  if (!tokenizer) return tl::unexpected(tokenizer.error());
  const auto weights = read_verified(folder / "model.safetensors", manifest->files.weights_sha256);
  if (!weights) return tl::unexpected(weights.error());
  auto subwords = text::Subwords::load(*tokenizer);
  if (!subwords) return refuse(folder / "tokenizer.model", subwords.error());
  const ModelConfig& config = manifest->config;
  text::Vocabulary vocabulary(config.symbols, *std::move(subwords));
  if (const auto problem = contradiction(config, vocabulary); !problem.empty())
    return refuse(folder / "config.json", {problem});
  const auto tensors = parse_safetensors(*weights);
  if (!tensors) return refuse(folder / "model.safetensors", tensors.error());
  if (const auto fits = check_size(config, *tensors); !fits)
    return refuse(folder / "model.safetensors", fits.error());
  NetworkPtr network = make_network(config);
  if (const auto set = set_parameters(*network, *tensors); !set)
    return refuse(folder / "model.safetensors", set.error());
  network->freeze();
  return LoadedModel{config, std::move(vocabulary), std::move(network), manifest->files};
}

Result<std::string> load_examples(const fs::path& folder, const ModelFiles& files) {
  if (files.examples_sha256.empty()) {
    return failure(
        "{}: \"examples_sha256\" is missing: the model was made without examples; train it again, or decode "
        "without guidance",
        (folder / "config.json").string());
  }
  return read_verified(folder / "examples.jsonl", files.examples_sha256);
}

Result<void> save_model(const fs::path& folder, const ModelConfig& config, const Network& network,
                        std::string_view tokenizer, std::string_view examples) {
  for (const auto& [name, tensor] : parameters_of(network)) {
    if (!torch::isfinite(tensor.detach().to(torch::kHalf)).all().item<bool>()) {
      return failure(
          "{}: tensor \"{}\" has a value that no 16-bit float holds; train again with a lower learning rate",
          folder.string(), name);
    }
  }
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string weights = to_safetensors(parameters_of(network), /*half=*/true);
  ModelManifest manifest{config, {sha256(weights), sha256(tokenizer)}};
  if (!examples.empty()) {
    manifest.files.examples_sha256 = sha256(examples);
    if (auto written = write_file(folder / "examples.jsonl", examples); !written) return written;
  }
  if (auto written = write_file(folder / "tokenizer.model", tokenizer); !written) return written;
  if (auto written = write_file(folder / "model.safetensors", weights); !written) return written;
  return write_file(folder / "config.json", to_json(manifest));
}

}  // namespace treewright::model
