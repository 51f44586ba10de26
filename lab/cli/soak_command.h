#pragma once

namespace CLI {
class App;
}

namespace treewright::cli {

/// Adds the subcommand (cli/common/program.h).
void add_soak_command(CLI::App& app);

}  // namespace treewright::cli
