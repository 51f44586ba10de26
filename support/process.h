#pragma once
// Another program's output.

#include <string>
#include <vector>

#include "support/result.h"

namespace treewright {

struct ProcessOutput {
  std::string text;   ///< what it wrote to its standard output
  int exit_code = 0;  ///< 128 + the signal that ended it, where one did
};

/// Runs `command` (a program found on PATH, and its arguments; no shell) to its end. Its standard input is
/// empty, and its standard error is thrown away. Fails where it cannot be started.
[[nodiscard]] Result<ProcessOutput> run_process(const std::vector<std::string>& command);

}  // namespace treewright
