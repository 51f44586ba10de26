#include "lab/cli/train_command.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "cli/common/interrupt.h"
#include "lab/train/embedding_trainer.h"

namespace treewright::cli {
namespace {

struct Flags {
  std::string config;
  bool resume = false;
  int threads = 1;
  bool bfloat16 = false;
  std::string device = "cpu";
  std::optional<std::uint64_t> seed;
};

lab::TrainOptions options_of(const Flags& flags) {
  lab::TrainOptions options;
  options.resume = flags.resume;
  options.threads = flags.threads;
  options.bfloat16 = flags.bfloat16;
  options.gpu = flags.device == "cuda";
  options.stop = stop_on_interrupt();
  options.report = [](const std::string& line) { spdlog::info("{}", line); };
  return options;
}

void train_network(const Flags& flags) {
  auto config = lab::read_train_config(flags.config);
  if (!config) fail(config.error());
  config->seed = flags.seed.value_or(config->seed);
  const auto summary = lab::train(*config, options_of(flags));
  if (!summary) fail(summary.error());
  spdlog::info("{} after {} batches; best dev loss {:.4f}",
               !summary->interrupted    ? "done"
               : flags.device == "cuda" ? "interrupted"
                                        : "interrupted, go on with --resume,",
               summary->batches, summary->best_loss);
}

void train_embedding(const Flags& flags) {
  auto config = lab::read_embedding_config(flags.config);
  if (!config) fail(config.error());
  if (flags.resume || flags.bfloat16 || flags.device != "cpu")
    fail(
        {flags.config + ": a static embedding trains in minutes, without --resume, --bfloat16 and --device"});
  config->seed = flags.seed.value_or(config->seed);
  const auto summary = lab::train_embedding(*config, options_of(flags));
  if (!summary) fail(summary.error());
  spdlog::info("{} after {} epochs; best mean MRR@10 on dev {:.4f}",
               summary->interrupted ? "interrupted" : "done", summary->epochs, summary->best);
}

void run(const Flags& flags) {
  spdlog::set_pattern("%H:%M:%S %v");
  const auto embedding = lab::is_embedding_run(flags.config);
  if (!embedding) fail(embedding.error());
  *embedding ? train_embedding(flags) : train_network(flags);
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
                    "matrix products may round: to bfloat16 on CPUs that have it, to TF32 on a GPU");
  command->add_option("--device", flags->device, "cpu or cuda")
      ->check(CLI::IsMember({"cpu", "cuda"}))
      ->capture_default_str();
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
