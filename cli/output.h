#pragma once
// What complete and generate print. Data goes to stdout.

#include <string>

#include "completion/provider.h"

namespace treewright::cli {

/// `format`: "text" (candidates), "diff" (comment, coloured diff, alternatives, time) or "json"
/// (docs/command-line.md).
void print_answer(const completion::Answer& answer, const completion::Source& source, const std::string& path,
                  double milliseconds, const std::string& format);
void print_generation(const engine::Generation& generation, double milliseconds, const std::string& format);

}  // namespace treewright::cli
