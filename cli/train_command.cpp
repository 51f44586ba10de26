#include <spdlog/spdlog.h>

#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "engine/train/trainer.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string config;
  bool resume = false;
  int threads = 1;
  bool bfloat16 = false;
  std::optional<std::uint64_t> seed;
};

void run(const Flags& flags) {
  spdlog::set_pattern("%H:%M:%S %v");
  auto config = train::read_train_config(flags.config);
  if (!config) fail(config.error());
  config->seed = flags.seed.value_or(config->seed);
  train::TrainOptions options;
  options.resume = flags.resume;
  options.threads = flags.threads;
  options.bfloat16 = flags.bfloat16;
  options.stop = stop_on_interrupt();
  options.report = [](const std::string& line) { spdlog::info("{}", line); };
  const auto summary = train::train(*config, options);
  if (!summary) fail(summary.error());
  spdlog::info("{} after {} batches; best dev loss {:.4f}",
               summary->interrupted ? "interrupted, go on with --resume," : "done", summary->batches,
               summary->best_loss);
}

}  // namespace

void add_train_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("train", "Train a model as CONFIG.json says");
  command->add_option("config", flags->config, "training configuration")->required();
  command->add_flag("--resume", flags->resume, "go on from the last checkpoint");
  command->add_option("--threads", flags->threads, "cores for the matrix products")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--seed", flags->seed,
                      "of the shuffling and the weights (default: the configuration's)");
  command->add_flag("--bfloat16", flags->bfloat16,
                    "matrix products may round to bfloat16, on CPUs that have it");
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
