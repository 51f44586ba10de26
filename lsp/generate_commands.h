#pragma once
// The commands that write code into a document: each asks the editor to apply one edit, and answers the call
// when it has: {applied, shown, of} or {applied: false, reason}.

#include <cstdint>
#include <memory>

#include "lsp/generated_code.h"
#include "lsp/suggestion_job.h"

namespace treewright::lsp {

struct EditTarget {
  std::shared_ptr<GeneratedCode> generated;  ///< is told what was written
  bool document_changes = false;             ///< the client knows versioned edits
};

// All of prepared jobs, on any thread.
/// treewright.generate: the best suggestion.
void run_generate_command(const SuggestionJob& job, const EditTarget& target);
/// treewright.regenerate: the same in the place of what was generated. Where the code is not as it was
/// generated it is replaced only by `force`.
void run_regenerate_command(SuggestionJob& job, const EditTarget& target, bool force);
/// treewright.alternative: the text `step` further on in the place of what was generated.
void run_alternative_command(const SuggestionJob& job, const EditTarget& target, std::int64_t step);

}  // namespace treewright::lsp
