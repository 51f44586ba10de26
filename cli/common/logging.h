#pragma once
// The log: what is going on, on stderr (the data of a command goes to stdout). Progress is at level "info".

#include <CLI/CLI.hpp>

namespace treewright::cli {

/// Adds --log-level to every subcommand; "lsp" starts at "warning", the others at "info".
void add_log_level(CLI::App& app);

/// Lines as they are, on stderr. To be called once, first.
void start_log();
/// Lines with time and level, as a server writes them; into `file` where it is not empty. Fails the command
/// where the file cannot be written.
void start_server_log(const std::string& file);

}  // namespace treewright::cli
