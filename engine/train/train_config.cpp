#include "engine/train/train_config.h"

#include <nlohmann/json.hpp>

#include "support/file.h"

namespace treewright::train {
namespace {

using nlohmann::json;

/// Reads `field` into `value` where present; returns what is wrong, or nothing.
template <typename T>
std::string read_number(const json& object, const char* field, T& value, double low) {
  const auto found = object.find(field);
  if (found == object.end()) return {};
  const bool fits = std::is_integral_v<T> ? found->is_number_integer() : found->is_number();
  if (!fits) return fmt::format("\"{}\" must be a {}number", field, std::is_integral_v<T> ? "whole " : "");
  const auto number = found->template get<double>();
  if (!(number >= low && number <= 2e9)) return fmt::format("\"{}\" must lie in {} … 2e9", field, low);
  value = found->template get<T>();
  return {};
}

std::string read_numbers(const json& object, TrainConfig& config) {
  const std::string problems[] = {
      read_number(object, "tokenizer_size", config.tokenizer_size, 1),
      read_number(object, "max_tokens", config.max_tokens, 1),
      read_number(object, "batch_steps", config.batch_steps, 1),
      read_number(object, "epochs", config.epochs, 1),
      read_number(object, "max_batches", config.max_batches, 0),
      read_number(object, "learning_rate", config.learning_rate, 0),
      read_number(object, "warmup", config.warmup, 0),
      read_number(object, "clip", config.clip, 0),
      read_number(object, "evaluate_every", config.evaluate_every, 1),
      read_number(object, "patience", config.patience, 1),
      read_number(object, "seed", config.seed, 0),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return problem;
  }
  return {};
}

std::string check(const TrainConfig& config) {
  if (config.train.empty()) return "\"train\" must name at least one file";
  if (config.dev.empty()) return "\"dev\" must name at least one file";
  if (config.output.empty()) return "\"output\" must name the model's folder";
  if (const auto problem = contradiction(config.model); !problem.empty()) return "\"model\": " + problem;
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
    if (const auto problem = read_numbers(object, config); !problem.empty())
      return failure("{}: {}", path.string(), problem);
    for (const char* field : {"root", "output", "checkpoints"}) {
      if (object.contains(field) && !object[field].is_string())
        return failure("{}: \"{}\" must be a string", path.string(), field);
    }
    const json select = object.value("select", json("loss"));
    if (select != "loss" && select != "rows")
      return failure("{}: \"select\" must be \"loss\" or \"rows\"", path.string());
    config.select_rows = select == "rows";
    const json examples = object.value("examples", json(false));
    if (!examples.is_boolean()) return failure("{}: \"examples\" must be true or false", path.string());
    config.examples = examples.get<bool>();
    const auto root = path.parent_path() / object.value("root", std::string("."));
    for (auto [field, sources] : {std::pair{"train", &config.train}, std::pair{"dev", &config.dev}}) {
      auto parsed = parse_sources(object.value(field, json::array()), root);
      if (!parsed) return failure("{}: \"{}\": {}", path.string(), field, parsed.error().message);
      *sources = *std::move(parsed);
    }
    auto model = model::parse_model_config(object.value("model", json::object()));
    if (!model) return failure("{}: \"model\": {}", path.string(), model.error().message);
    config.model = *std::move(model);
    if (const auto output = object.value("output", std::string()); !output.empty())
      config.output = root / output;
    config.checkpoints = root / object.value("checkpoints", std::string("build/training"));
  } catch (const json::exception& error) {
    return failure("{}: {}", path.string(), error.what());
  }
  if (const auto problem = check(config); !problem.empty()) return failure("{}: {}", path.string(), problem);
  return config;
}

}  // namespace treewright::train
