#include "engine/train/train_config.h"

#include <nlohmann/json.hpp>

#include "support/file.h"

namespace treewright::train {
namespace {

using nlohmann::json;

void read_numbers(const json& object, TrainConfig& config) {
  config.tokenizer_size = object.value("tokenizer_size", config.tokenizer_size);
  config.max_tokens = object.value("max_tokens", config.max_tokens);
  config.batch_steps = object.value("batch_steps", config.batch_steps);
  config.epochs = object.value("epochs", config.epochs);
  config.max_batches = object.value("max_batches", config.max_batches);
  config.learning_rate = object.value("learning_rate", config.learning_rate);
  config.warmup = object.value("warmup", config.warmup);
  config.clip = object.value("clip", config.clip);
  config.evaluate_every = object.value("evaluate_every", config.evaluate_every);
  config.patience = object.value("patience", config.patience);
  config.seed = object.value("seed", config.seed);
}

std::string check(const TrainConfig& config) {
  if (config.train.empty()) return "\"train\" must name at least one file";
  if (config.dev.empty()) return "\"dev\" must name at least one file";
  if (config.output.empty()) return "\"output\" must name the model's folder";
  if (config.epochs < 1 || config.batch_steps < 1 || config.evaluate_every < 1) {
    return "\"epochs\", \"batch_steps\" and \"evaluate_every\" must be positive";
  }
  if (config.model.decoder_hidden != 2 * config.model.encoder_hidden) {
    return "\"model\": \"decoder_hidden\" must be twice \"encoder_hidden\"";
  }
  return {};
}

}  // namespace

Result<TrainConfig> read_train_config(const std::filesystem::path& path) {
  const auto text = read_file(path, 16 << 20);
  if (!text) return tl::unexpected(text.error());
  const json object = json::parse(*text, nullptr, false, /*ignore_comments=*/true);
  if (!object.is_object()) return failure("{}: not a JSON object", path.string());
  TrainConfig config;
  try {
    read_numbers(object, config);
    const auto root = path.parent_path() / object.value("root", std::string("."));
    for (auto [field, sources] : {std::pair{"train", &config.train}, std::pair{"dev", &config.dev}}) {
      auto parsed = parse_sources(object.value(field, json::array()), root);
      if (!parsed) return failure("{}: \"{}\": {}", path.string(), field, parsed.error().message);
      *sources = *std::move(parsed);
    }
    auto model = model::parse_model_config(object.value("model", json::object()));
    if (!model) return failure("{}: \"model\": {}", path.string(), model.error().message);
    config.model = *std::move(model);
    config.output = root / object.value("output", std::string());
    config.checkpoints = root / object.value("checkpoints", std::string("build/training"));
  } catch (const json::exception& error) {
    return failure("{}: {}", path.string(), error.what());
  }
  if (const auto problem = check(config); !problem.empty()) return failure("{}: {}", path.string(), problem);
  return config;
}

}  // namespace treewright::train
