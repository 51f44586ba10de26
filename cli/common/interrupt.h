#pragma once
// What every subcommand shares: a clean stop at the first Ctrl-C, and failing with one line.

#include <stop_token>

#include "support/result.h"

namespace treewright::cli {

/// Requested at the first SIGINT or SIGTERM; a second one kills as usual.
[[nodiscard]] std::stop_token stop_on_interrupt();

/// Prints "treewright: message" on stderr and ends the command with exit code 1.
[[noreturn]] void fail(const Error& error);

}  // namespace treewright::cli
