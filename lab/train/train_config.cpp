#include "lab/train/train_config.h"

#include <algorithm>

#include "lab/data/data_paths.h"
#include "support/json_values.h"

namespace treewright::lab {
namespace {

using nlohmann::json;

constexpr double most = 2e9;

std::string read_numbers(const json& object, TrainConfig& config) {
  const std::string problems[] = {
      read_number(object, "tokenizer_size", config.tokenizer_size, 1, most),
      read_number(object, "max_tokens", config.max_tokens, 1, most),
      read_number(object, "batch_steps", config.batch_steps, 1, most),
      read_number(object, "epochs", config.epochs, 1, most),
      read_number(object, "max_batches", config.max_batches, 0, most),
      read_number(object, "learning_rate", config.learning_rate, 0, most),
      read_number(object, "warmup", config.warmup, 0, most),
      read_number(object, "clip", config.clip, 0, most),
      read_number(object, "evaluate_every", config.evaluate_every, 1, most),
      read_number(object, "patience", config.patience, 1, most),
      read_number(object, "seed", config.seed, 0, most),
      read_number(object, "distillation", config.distillation, 0, 1),
  };
  for (const std::string& problem : problems) {
    if (!problem.empty()) return problem;
  }
  return {};
}

Result<void> read_teachers(const json& run, const std::filesystem::path& root, TrainConfig& config) {
  const json teachers = run.value("teachers", json::array());
  if (!teachers.is_array() || !std::ranges::all_of(teachers, &json::is_string))
    return failure("\"teachers\" must be a list of model folders");
  for (const json& folder : teachers) config.teachers.push_back(root / folder.get<std::string>());
  return {};
}

/// What is not a number.
Result<void> read_rest(const json& run, const std::filesystem::path& folder, TrainConfig& config) {
  auto paths = read_data_paths(run, folder);
  if (!paths) return tl::unexpected(paths.error());
  std::string select = "loss", checkpoints = "build/training", initial;
  for (auto [field, value] : {std::pair{"select", &select}, std::pair{"checkpoints", &checkpoints},
                              std::pair{"initial", &initial}}) {
    if (const auto problem = read_text(run, field, *value); !problem.empty()) return failure("{}", problem);
  }
  if (select != "loss" && select != "rows") return failure("\"select\" must be \"loss\" or \"rows\"");
  config.select_rows = select == "rows";
  const json examples = run.value("examples", json(false));
  if (!examples.is_boolean()) return failure("\"examples\" must be true or false");
  config.examples = examples.get<bool>();
  if (auto teachers = read_teachers(run, paths->root, config); !teachers) return teachers;
  if (!initial.empty()) config.initial = paths->root / initial;
  config.checkpoints = paths->root / checkpoints;
  config.train = std::move(paths->train);
  config.dev = std::move(paths->dev);
  config.output = std::move(paths->output);
  auto model = model::parse_model_config(run.value("model", json::object()));
  if (!model) return failure("\"model\": {}", model.error().message);
  if (const auto problem = contradiction(*model); !problem.empty()) return failure("\"model\": {}", problem);
  config.model = *std::move(model);
  return {};
}

}  // namespace

Result<TrainConfig> read_train_config(const std::filesystem::path& path) {
  const auto run = read_run(path);
  if (!run) return tl::unexpected(run.error());
  TrainConfig config;
  if (const auto problem = read_numbers(*run, config); !problem.empty())
    return failure("{}: {}", path.string(), problem);
  if (const auto read = read_rest(*run, path.parent_path(), config); !read)
    return failure("{}: {}", path.string(), read.error().message);
  return config;
}

}  // namespace treewright::lab
