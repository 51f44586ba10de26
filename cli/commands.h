#pragma once
// One function a group of subcommands: adds them to the command line. A callback ends with
// CLI::RuntimeError(1) after a failure that it explained in one line on stderr.

#include <CLI/CLI.hpp>

namespace treewright::cli {

void add_bench_command(CLI::App& app);
void add_corpus_command(CLI::App& app);
void add_model_commands(CLI::App& app);  ///< complete, generate, predict
void add_train_command(CLI::App& app);

}  // namespace treewright::cli
