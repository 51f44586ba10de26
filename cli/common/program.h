#pragma once
// The frame of a program of subcommands: `treewright` and `treewright-lab`.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace treewright::cli {

/// Adds one subcommand. Its callback ends with CLI::RuntimeError(1) after a failure that it explained in one
/// line on stderr.
using AddCommand = void (*)(CLI::App& app);

/// Parses the arguments and runs the subcommand that they name. Returns the exit code: 0 for success, 1 for a
/// failure, 2 for wrong usage.
[[nodiscard]] int run_program(const std::string& name, const std::string& description,
                              const std::vector<AddCommand>& commands, int argc, char** argv);

}  // namespace treewright::cli
