#pragma once
// From a session's thread to the scheduler's: a request takes along what it needs, and its work is queued.

#include <functional>
#include <memory>
#include <string>

#include "lsp/session_state.h"
#include "lsp/suggestion_job.h"
#include "lsp/workspace_folders.h"

namespace treewright::lsp {

/// Used on the session's thread alone. Nothing here reads a file, parses or waits.
class JobDispatcher {
 public:
  /// Called on a thread of the scheduler, with the job prepared (suggestion_job.h). What it throws becomes
  /// the call's answer.
  using Work = std::function<void(SuggestionJob&)>;

  /// Both must outlive this.
  JobDispatcher(SessionState& session, const WorkspaceFolders& folders)
      : session_(session), folders_(folders) {}

  /// Fails when the document is not open.
  [[nodiscard]] tl::expected<SuggestionJob, ResponseError> make(const std::string& uri, Position position,
                                                                const std::shared_ptr<Call>& call) const;
  /// The next edit of the job's document supersedes it.
  void submit(SuggestionJob job, Work work);
  /// The same of work that is about a document, open or not.
  void submit(const std::string& uri, const std::shared_ptr<Call>& call, std::function<void()> work);

 private:
  SessionState& session_;
  const WorkspaceFolders& folders_;
};

}  // namespace treewright::lsp
