#pragma once
// One client from its first byte to its last: lifecycle (LSP 3.17, "Server lifecycle"), its documents and its
// settings.

#include <string>

#include "lsp/command_handler.h"
#include "lsp/job_dispatcher.h"
#include "lsp/json_rpc.h"
#include "lsp/message_reader.h"
#include "lsp/session_state.h"
#include "lsp/suggestion_handler.h"
#include "lsp/workspace_folders.h"

namespace treewright::lsp {

/// Everything runs on the thread that calls run(), but for what requests ask for, which the scheduler's
/// threads do: reading and editing never wait for it, nor for an index. A defect in one message costs that
/// message, and where it was an edit, its document.
class Session {
 public:
  Session(const SessionContext& context, Stream& stream);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  /// Requests may still run: they let go of the stream here at the latest.
  ~Session();

  /// Serves until `exit` or the end of the stream. The exit code that the specification asks for: 0 after
  /// shutdown, 1 without it.
  [[nodiscard]] int run();

 private:
  enum class Phase { fresh, running, shut_down };
  using CallPtr = std::shared_ptr<Call>;

  void bind();
  void handle_body(const std::string& body);
  void handle_message(const Json& message);
  void handle_request(const Json& id, const std::string& method, const Json& params);
  void handle_notification(const std::string& method, const Json& params);
  /// For what no answer can say: a line in the client's log.
  void log_to_client(MessageType type, const std::string& message);

  void initialize(const InitializeParams& params, const CallPtr& call);
  Result<void> initialized(const NoParams& params);
  void shutdown(const NoParams& params, const CallPtr& call);
  Result<void> cancel_request(const CancelParams& params);
  Result<void> cancel_progress(const ProgressCancelParams& params);

  // Documents. What is wrong with an edit puts its document out of sync, and the user is told once.
  Result<void> did_open(const Json& params);
  Result<void> did_change(const Json& params);
  Result<void> did_close(const DocumentParams& params);
  Result<void> did_save(const DocumentParams& params);
  [[nodiscard]] Result<void> lose_sync(const std::string& uri, const Error& why);

  Result<void> did_change_workspace_folders(const DidChangeWorkspaceFoldersParams& params);
  Result<void> did_change_watched_files(const DidChangeWatchedFilesParams& params);
  Result<void> did_delete_files(const DidDeleteFilesParams& params);
  Result<void> did_rename_files(const DidRenameFilesParams& params);

  Result<void> did_change_configuration(const DidChangeConfigurationParams& params);
  void apply_settings(const Json& settings);

  MessageReader messages_;
  Binder binder_;
  Phase phase_ = Phase::fresh;
  bool exited_ = false;
  SessionState state_;
  WorkspaceFolders folders_;
  JobDispatcher jobs_;
  SuggestionHandler suggestions_;
  CommandHandler commands_;
};

}  // namespace treewright::lsp
