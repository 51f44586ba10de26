#pragma once
// treewright lsp

#include <CLI/CLI.hpp>

namespace treewright::cli {

void add_lsp_command(CLI::App& app);

}  // namespace treewright::cli
