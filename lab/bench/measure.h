#pragma once
// The measurements of the whole program. Each starts what it needs and leaves nothing behind.

#include <filesystem>
#include <memory>

#include "engine/embed/embedder.h"
#include "lab/bench/engine/measurement.h"
#include "support/result.h"

namespace treewright::bench {

struct Context {
  std::filesystem::path model;
  std::filesystem::path program;                    ///< for what is measured in a process of its own
  std::shared_ptr<const embed::Embedder> embedder;  ///< of the index; null: words in common alone
  Rates rates;
  Effort effort;
};

/// The decoder's and the index's kernels on each instruction set that the processor has.
[[nodiscard]] Result<Measurements> measure_kernels(const Context& context);
/// One warm request after another, and the engine's share of it.
[[nodiscard]] Result<Measurements> measure_requests(const Context& context);
/// A process of its own: from `initialize` to the first suggestion, and its memory then.
[[nodiscard]] Result<Measurements> measure_start(const Context& context);
/// A character typed in a file of 50 000 lines, with nothing else to do and while a workspace is being
/// indexed.
[[nodiscard]] Result<Measurements> measure_keystrokes(const Context& context);
/// The index of a workspace: made, brought up to date, asked.
[[nodiscard]] Result<Measurements> measure_workspace(const Context& context);
/// Requests while the server reads a large workspace for the first time, and while a branch changes.
[[nodiscard]] Result<Measurements> measure_indexing(const Context& context);
/// Python's, as it lies on the machine: the work of what reads a workspace.
[[nodiscard]] Result<std::filesystem::path> standard_library();
/// 1, 5, 10 and 20 clients of one process over TCP.
[[nodiscard]] Result<Measurements> measure_clients(const Context& context);

}  // namespace treewright::bench
