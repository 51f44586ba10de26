#pragma once
// One client from its first byte to its last: lifecycle (LSP 3.17, "Server lifecycle"), its documents and its
// settings.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "lsp/client.h"
#include "lsp/frame_reader.h"
#include "lsp/generated_code.h"
#include "lsp/json_rpc.h"
#include "lsp/model_holder.h"
#include "lsp/open_documents.h"
#include "lsp/scheduler.h"
#include "lsp/settings.h"
#include "lsp/suggestion_job.h"
#include "lsp/workspace_folder.h"

namespace treewright::lsp {

/// What the sessions of a process share; outlives them.
struct SessionContext {
  ModelHolder& model;
  Scheduler& scheduler;
  std::chrono::milliseconds model_wait;
  std::shared_ptr<const embed::Embedder> embedder;  ///< or null
};

/// Everything runs on the thread that calls run(), but for the work on suggestions, which the scheduler does:
/// reading and editing never wait for it. A defect in one message costs that message.
class Session {
 public:
  Session(SessionContext context, Stream& stream);

  /// Serves until `exit` or the end of the stream. The exit code that the specification asks for: 0 after
  /// shutdown, 1 without it.
  [[nodiscard]] int run();

 private:
  enum class State { fresh, running, shut_down };
  using CallPtr = std::shared_ptr<Call>;
  using Work = std::function<void(const SuggestionJob&)>;

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
  Result<void> did_open(const DidOpenParams& params);
  Result<void> did_change(const DidChangeParams& params);
  Result<void> did_close(const DocumentParams& params);
  Result<void> did_save(const DocumentParams& params);
  Result<void> did_change_configuration(const DidChangeConfigurationParams& params);
  void apply_settings(const Json& settings);

  void completion(const CompletionParams& params, const CallPtr& call);
  void resolve_completion(const Json& item, const CallPtr& call);
  void inline_completion(const CompletionParams& params, const CallPtr& call);
  void code_action(const CodeActionParams& params, const CallPtr& call);

  // session_commands.cpp
  void execute_command(const ExecuteCommandParams& params, const CallPtr& call);
  template <typename Arguments>
  void run_command(const ExecuteCommandParams& params, const CallPtr& call,
                   void (Session::*command)(const Arguments&, const CallPtr&));
  void generate(const GenerateArguments& arguments, const CallPtr& call);
  void regenerate(const RegenerateArguments& arguments, const CallPtr& call);
  void show_alternative(const AlternativeArguments& arguments, const CallPtr& call);
  void open_source(const OpenSourceArguments& place, const CallPtr& call);
  [[nodiscard]] tl::expected<SuggestionJob, ResponseError> make_command_job(
      const GenerateArguments& arguments, const CallPtr& call) const;
  void submit_generation(SuggestionJob job);
  [[nodiscard]] std::optional<GeneratedCode::Place> find_generated(const SuggestionJob& job) const;

  // session_attention.cpp
  void attention(const AttentionArguments& arguments, const CallPtr& call);

  // session_workspace.cpp: the folders that the editor has open.
  void open_folders();
  void open_folder(const std::string& uri);
  [[nodiscard]] IndexEvents make_index_events(const std::string& token,
                                              const std::filesystem::path& path) const;
  void watch_files();
  Result<void> did_change_workspace_folders(const DidChangeWorkspaceFoldersParams& params);
  Result<void> did_change_watched_files(const DidChangeWatchedFilesParams& params);
  Result<void> cancel_progress(const ProgressCancelParams& params);
  [[nodiscard]] std::shared_ptr<WorkspaceFolder> folder_of(const std::filesystem::path& file) const;
  void file_changed(const std::string& uri);
  void file_edited(const std::string& uri);
  void file_saved(const std::string& uri);
  void why(const WhyArguments& arguments, const CallPtr& call);
  void find_workspace(SuggestionJob& job) const;

  [[nodiscard]] tl::expected<SuggestionJob, ResponseError> make_job(const std::string& uri, Position position,
                                                                    const CallPtr& call) const;
  void submit(SuggestionJob job, Work work);

  SessionContext context_;
  Stream& stream_;
  const std::string name_;  ///< unique in the process
  std::shared_ptr<Client> client_;
  FrameReader reader_;
  Binder binder_;
  State state_ = State::fresh;
  bool exited_ = false;
  InitializeParams capabilities_;
  Settings settings_;
  OpenDocuments documents_;
  const std::shared_ptr<GeneratedCode> generated_ = std::make_shared<GeneratedCode>();
  struct OpenFolder {
    std::string uri;
    std::shared_ptr<WorkspaceFolder> folder;
  };
  std::map<std::string, OpenFolder> folders_;  ///< by the token of their progress
  std::size_t folder_count_ = 0;               ///< that ever were
  bool watches_files_ = false;
};

}  // namespace treewright::lsp
