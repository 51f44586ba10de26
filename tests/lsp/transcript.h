#pragma once
// Protocol tests as data: tests/protocol/README.md says how a transcript is written.

#include <filesystem>
#include <string>
#include <vector>

#include "lsp/model_holder.h"

namespace treewright::lsp {

/// The .txt files of a folder below tests/protocol, in order.
[[nodiscard]] std::vector<std::filesystem::path> transcripts_in(const std::string& folder);

/// Runs one transcript against a server of its own, and reports differences as test failures.
/// `loader` makes the model, unless the transcript holds it back.
void run_transcript(const std::filesystem::path& file, ModelHolder::Loader loader);

/// A test's name from a file's.
[[nodiscard]] std::string transcript_name(const std::filesystem::path& file);

}  // namespace treewright::lsp
