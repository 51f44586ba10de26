#pragma once
// A session's workspace/executeCommand.

#include <memory>

#include "lsp/generate_commands.h"
#include "lsp/job_dispatcher.h"
#include "lsp/json_rpc.h"
#include "lsp/session_state.h"
#include "lsp/workspace_folders.h"

namespace treewright::lsp {

/// Used on the session's thread alone; what takes time is done on the scheduler's.
class CommandHandler {
 public:
  /// All must outlive this.
  CommandHandler(const SessionState& session, JobDispatcher& jobs, const WorkspaceFolders& folders)
      : session_(session), jobs_(jobs), folders_(folders) {}

  void bind(Binder& binder);

 private:
  using CallPtr = std::shared_ptr<Call>;

  void execute(const ExecuteCommandParams& params, const CallPtr& call);
  template <typename Arguments>
  void run(const ExecuteCommandParams& params, const CallPtr& call,
           void (CommandHandler::*command)(const Arguments&, const CallPtr&));

  void generate(const GenerateArguments& arguments, const CallPtr& call);
  void regenerate(const RegenerateArguments& arguments, const CallPtr& call);
  void show_alternative(const AlternativeArguments& arguments, const CallPtr& call);
  void open_source(const OpenSourceArguments& location, const CallPtr& call);
  void why(const WhyArguments& arguments, const CallPtr& call);
  void attention(const AttentionArguments& arguments, const CallPtr& call);

  /// Hands the work to the scheduler where the client can apply its edit and the version fits; else answers.
  void submit_edit(const GenerateArguments& arguments, const CallPtr& call, JobDispatcher::Work work);
  [[nodiscard]] EditTarget edit_target() const;

  const SessionState& session_;
  JobDispatcher& jobs_;
  const WorkspaceFolders& folders_;
};

}  // namespace treewright::lsp
