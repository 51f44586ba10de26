#pragma once
// The whole way of one request: site → scope → generate → insert → validate → rank.

#include <stop_token>
#include <string>
#include <vector>

#include "completion/insert.h"
#include "completion/site.h"
#include "completion/workspace.h"
#include "engine/generator.h"

namespace treewright::completion {

enum class Trigger {
  typing,   ///< automatic completion: never replaces code, and is quiet where nobody asks for any (intent.h)
  invoked,  ///< the user asked for completion: never replaces code
  command,  ///< the user asked: a comment that already has its code is offered a replacement
};

struct Query {
  std::size_t offset = 0;
  Trigger trigger = Trigger::typing;
  std::size_t candidates = 5;
  std::size_t max_tokens = 64;
  std::stop_token stop;
  const Workspace* workspace = nullptr;  ///< or null: nothing of the user's own is asked
  std::string path = {};  ///< of the source in the workspace, so that it is not its own example
  bool is_stub = false;   ///< the source declares only, as Python's .pyi files: code is never automatic there
};

struct Suggestion {
  std::string code;  ///< dedented, "\n" line ends, four spaces a level
  TextEdit edit;     ///< what applying it does to the source
  double score = 0;
  std::optional<Provenance> provenance = {};  ///< of code that the workspace has as well
};

struct Answer {
  std::optional<Site> site;
  std::vector<Suggestion> suggestions;  ///< best first; never two that differ only in layout
  std::optional<Reason> reason;         ///< set exactly when there is no suggestion
};

/// Steps 2 and 3's question: what the engine is asked at a site.
[[nodiscard]] engine::Request make_request(const Source& source, const Site& site, const Query& query);

/// What the workspace has for a site, best first: none of it is the site's own code.
[[nodiscard]] std::vector<WorkspaceExample> workspace_examples(const Source& source, const Site& site,
                                                               const Query& query);

/// Thread-safe; blocks for one generation on the calling thread. `generator` may be null (reason:
/// model_missing).
[[nodiscard]] Answer suggest(const Source& source, const Query& query, const engine::Generator* generator);

}  // namespace treewright::completion
