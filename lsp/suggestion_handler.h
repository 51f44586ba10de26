#pragma once
// A session's requests for code as an editor shows it: menu, ghost text, code action.

#include <memory>

#include "lsp/job_dispatcher.h"
#include "lsp/json_rpc.h"
#include "lsp/session_state.h"

namespace treewright::lsp {

/// Used on the session's thread alone; the work is done on the scheduler's.
class SuggestionHandler {
 public:
  /// Both must outlive this.
  SuggestionHandler(const SessionState& session, JobDispatcher& jobs) : session_(session), jobs_(jobs) {}

  void bind(Binder& binder);

 private:
  using CallPtr = std::shared_ptr<Call>;

  void completion(const CompletionParams& params, const CallPtr& call);
  void resolve_completion(const Json& item, const CallPtr& call);
  void inline_completion(const CompletionParams& params, const CallPtr& call);
  void code_action(const CodeActionParams& params, const CallPtr& call);

  const SessionState& session_;
  JobDispatcher& jobs_;
};

}  // namespace treewright::lsp
