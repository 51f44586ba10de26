#pragma once
// treewright.attention: which words the code at a position looks at, and what it is copied from.

#include <optional>
#include <string>

#include "lsp/generated_code.h"
#include "lsp/suggestion_job.h"

namespace treewright::lsp {

/// Of `text`, a suggestion for the comment at the job's cursor, or of the code in the document. Waits for the
/// model, runs it once over the code and answers the call. The job is prepared.
void run_attention_command(SuggestionJob& job, std::optional<std::string> text, GeneratedCode& generated);

}  // namespace treewright::lsp
