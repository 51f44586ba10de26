#pragma once
// One function a subcommand: adds it to the command line. A callback ends with CLI::RuntimeError(1) after a
// failure that it explained in one line on stderr.

#include <CLI/CLI.hpp>

namespace treewright::cli {

void add_lsp_command(CLI::App& app);
void add_complete_command(CLI::App& app);
void add_generate_command(CLI::App& app);
void add_attention_command(CLI::App& app);
void add_predict_command(CLI::App& app);
void add_eval_command(CLI::App& app);
void add_eval_index_command(CLI::App& app);
void add_compare_command(CLI::App& app);
void add_bench_command(CLI::App& app);
void add_train_command(CLI::App& app);
void add_corpus_command(CLI::App& app);
void add_doctor_command(CLI::App& app);
void add_why_command(CLI::App& app);
void add_index_command(CLI::App& app);
void add_search_command(CLI::App& app);

}  // namespace treewright::cli
