#include "lsp/session.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <utility>

#include "lsp/commands.h"
#include "lsp/exception_barrier.h"
#include "lsp/work_done_progress.h"

namespace treewright::lsp {
namespace {

std::string next_session_name() {
  static std::atomic<std::size_t> count = 0;
  return fmt::format("client {}", ++count);
}

Json server_capabilities(PositionEncoding encoding) {
  const Json sync = {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}};
  const Json every_file = {{"filters", Json::array({{{"scheme", "file"}, {"pattern", {{"glob", "**/*"}}}}})}};
  // What ends a comment's sentence or closes a docstring. Space and newline would ask at every word and every
  // line.
  const Json completion = {{"triggerCharacters", {".", ":", "\""}}, {"resolveProvider", true}};
  return {{"positionEncoding", encoding_name(encoding)},
          {"textDocumentSync", sync},
          {"completionProvider", completion},
          {"inlineCompletionProvider", true},
          {"codeActionProvider", {{"codeActionKinds", {"refactor.rewrite", "quickfix"}}}},
          {"workspace",
           {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}},
            {"fileOperations", {{"didRename", every_file}, {"didDelete", every_file}}}}},
          {"executeCommandProvider",
           {{"commands",
             {generate_command, regenerate_command, alternative_command, open_source_command, why_command,
              attention_command}}}}};
}

bool is_id(const Json& id) { return id.is_string() || id.is_number_integer(); }

Outcome outcome_of(const Json& response) {
  const auto error = response.find("error");
  if (error == response.end()) return response.value("result", Json());
  std::string message = "no reason given";
  if (error->is_object() && error->contains("message")) message = json_text(error->at("message"));
  return reject(ErrorCode::request_failed, message);
}

}  // namespace

Session::Session(const SessionContext& context, Stream& stream)
    : messages_(stream),
      state_{context, next_session_name(), std::make_shared<Client>(stream), {}, {}, {}},
      folders_(state_.name, state_.client, context.embedder, state_.documents),
      jobs_(state_, folders_),
      suggestions_(state_, jobs_),
      commands_(state_, jobs_, folders_) {
  bind();
}

void Session::bind() {
  binder_.request("initialize", this, &Session::initialize);
  binder_.request("shutdown", this, &Session::shutdown);
  binder_.notification("initialized", this, &Session::initialized);
  binder_.notification("$/cancelRequest", this, &Session::cancel_request);
  binder_.notification("window/workDoneProgress/cancel", this, &Session::cancel_progress);
  binder_.notification("textDocument/didOpen", this, &Session::did_open);
  binder_.notification("textDocument/didChange", this, &Session::did_change);
  binder_.notification("textDocument/didClose", this, &Session::did_close);
  binder_.notification("textDocument/didSave", this, &Session::did_save);
  binder_.notification("workspace/didChangeConfiguration", this, &Session::did_change_configuration);
  binder_.notification("workspace/didChangeWatchedFiles", this, &Session::did_change_watched_files);
  binder_.notification("workspace/didChangeWorkspaceFolders", this, &Session::did_change_workspace_folders);
  binder_.notification("workspace/didDeleteFiles", this, &Session::did_delete_files);
  binder_.notification("workspace/didRenameFiles", this, &Session::did_rename_files);
  suggestions_.bind(binder_);
  commands_.bind(binder_);
}

Session::~Session() {
  log_exceptions("disconnect", [this] { state_.client->disconnect(); });
}

int Session::run() {
  spdlog::info("{}: connected", state_.name);
  while (!exited_) {
    const auto body = messages_.next();
    if (!body) break;
    if (!*body) {
      state_.client->respond(nullptr, reject(ErrorCode::parse_error, body->error().message));
      continue;
    }
    const auto handled = catch_exceptions([&] { handle_body(**body); });
    if (!handled) log_to_client(MessageType::error, "message: " + handled.error().message);
  }
  state_.client->disconnect();
  spdlog::info("{}: {}", state_.name, exited_ ? "left" : "left without `exit`");
  return exited_ && phase_ == Phase::shut_down ? 0 : 1;
}

void Session::handle_body(const std::string& body) {
  const auto parsed = parse_json(body);
  if (!parsed) {
    messages_.reject(body);
    state_.client->respond(nullptr, reject(ErrorCode::parse_error, parsed.error().message));
    return;
  }
  if (parsed->repaired) {
    log_to_client(MessageType::warning, "message: invalid UTF-8 or a lone surrogate was replaced by U+FFFD");
  }
  handle_message(parsed->value);
}

void Session::handle_message(const Json& message) {
  static const Json nothing;
  if (!message.is_object()) {
    state_.client->respond(
        nullptr, reject(ErrorCode::invalid_request, "message: expected one object (batches are not LSP)"));
    return;
  }
  const auto method = message.find("method");
  const auto id = message.find("id");
  const auto params = message.find("params");
  const bool has_id = id != message.end();
  if (method == message.end() && has_id) return state_.client->receive_response(*id, outcome_of(message));
  if (method == message.end() || !method->is_string() || (has_id && !is_id(*id))) {
    const auto& known_id = has_id && is_id(*id) ? *id : nothing;
    state_.client->respond(
        known_id, reject(ErrorCode::invalid_request, "message: method and id must be as JSON-RPC says"));
    return;
  }
  const auto& given = params != message.end() ? *params : nothing;
  const auto& name = method->get_ref<const std::string&>();
  if (has_id) return handle_request(*id, name, given);
  handle_notification(name, given);
}

void Session::handle_request(const Json& id, const std::string& method, const Json& params) {
  const auto call = state_.client->begin_call(id);
  const bool is_initialize = method == "initialize";
  if (phase_ == Phase::fresh && !is_initialize) {
    return call->reply(reject(ErrorCode::server_not_initialized, method + ": send initialize first"));
  }
  if (phase_ == Phase::running && is_initialize) {
    return call->reply(reject(ErrorCode::invalid_request, "initialize: was sent before"));
  }
  if (phase_ == Phase::shut_down) {
    return call->reply(
        reject(ErrorCode::invalid_request, method + ": the server is shut down; only exit may follow"));
  }
  binder_.call(method, params, call);
}

void Session::handle_notification(const std::string& method, const Json& params) {
  if (method == "exit") {
    exited_ = true;
    return;
  }
  if (phase_ != Phase::running) return;
  if (const auto handled = binder_.notify(method, params); !handled) {
    log_to_client(MessageType::error, handled.error().message);
  }
}

void Session::log_to_client(MessageType type, const std::string& message) {
  spdlog::warn("{}: {}", state_.name, message);
  if (phase_ == Phase::running) state_.client->notify("window/logMessage", message_params(type, message));
}

void Session::initialize(const InitializeParams& params, const CallPtr& call) {
  state_.capabilities = params;
  state_.documents.set_encoding(negotiate_encoding(params.position_encodings));
  apply_settings(params.options);
  phase_ = Phase::running;
  call->reply(Json{{"capabilities", server_capabilities(state_.documents.encoding())},
                   {"serverInfo", {{"name", "treewright"}, {"version", TREEWRIGHT_VERSION}}}});
}

Result<void> Session::initialized(const NoParams&) {
  auto& model = state_.context.model;
  if (state_.capabilities.work_done_progress) report_loading(state_.client, model);
  model.when_finished([client = state_.client](const ModelHolder::View& view) {
    if (view.generator == nullptr)
      client->notify("window/showMessage", message_params(MessageType::error, view.error));
  });
  folders_.start(state_.capabilities, state_.settings.index);
  return {};
}

void Session::shutdown(const NoParams&, const CallPtr& call) {
  phase_ = Phase::shut_down;
  call->reply(Json());
}

Result<void> Session::cancel_request(const CancelParams& params) {
  state_.client->cancel(params.id);
  return {};
}

Result<void> Session::cancel_progress(const ProgressCancelParams& params) {
  if (params.token.is_string()) folders_.cancel_progress(params.token.get<std::string>());
  return {};
}

Result<void> Session::did_open(const Json& params) {
  DidOpenParams opened;
  if (const auto read = read_json(params, "", opened); !read) return lose_sync(opened.uri, read.error());
  state_.documents.open(opened);
  folders_.text_changed(opened.uri);
  return {};
}

Result<void> Session::did_change(const Json& params) {
  auto& documents = state_.documents;
  DidChangeParams change;
  auto done = read_json(params, "", change);
  if (documents.contains(change.uri) && !documents.in_sync(change.uri)) return {};  // the user has been told
  if (done) done = documents.change(change);
  if (!done) return lose_sync(change.uri, done.error());
  if (const auto now = documents.snapshot(change.uri))
    state_.generated->changed(change.uri, (*now)->buffer.text());
  folders_.text_changed(change.uri);
  return {};
}

Result<void> Session::did_close(const DocumentParams& params) {
  const auto file = state_.documents.path(params.uri);
  if (auto closed = state_.documents.close(params.uri); !closed) return closed;
  state_.generated->forget(params.uri);
  if (file) folders_.document_closed(*file);
  return {};
}

Result<void> Session::did_save(const DocumentParams& params) {
  if (const auto open = state_.documents.snapshot(params.uri); !open) return tl::unexpected(open.error());
  folders_.document_saved(params.uri);
  return {};
}

/// Fails with `why` where there is no document that it could be about.
Result<void> Session::lose_sync(const std::string& uri, const Error& why) {
  if (!state_.documents.contains(uri)) return tl::unexpected(why);
  state_.documents.lose_sync(uri);
  state_.generated->forget(uri);
  folders_.text_changed(uri);
  const auto line = fmt::format(
      "{}: {}; treewright no longer knows what the editor shows: close the file and open it again", uri,
      why.message);
  spdlog::warn("{}: {}", state_.name, line);
  state_.client->notify("window/showMessage", message_params(MessageType::warning, line));
  return {};
}

Result<void> Session::did_change_workspace_folders(const DidChangeWorkspaceFoldersParams& params) {
  folders_.change(params);
  return {};
}

Result<void> Session::did_change_watched_files(const DidChangeWatchedFilesParams& params) {
  folders_.files_changed(params.uris);
  return {};
}

Result<void> Session::did_delete_files(const DidDeleteFilesParams& params) {
  folders_.files_moved(params.uris);
  return {};
}

Result<void> Session::did_rename_files(const DidRenameFilesParams& params) {
  folders_.files_moved(params.uris);
  return {};
}

/// Clients that are asked for their settings send null here.
Result<void> Session::did_change_configuration(const DidChangeConfigurationParams& params) {
  if (!params.settings.is_null() || !state_.capabilities.configuration) {
    apply_settings(params.settings);
    return {};
  }
  const Json items = {{"items", {{{"section", "treewright"}}}}};
  state_.client->request("workspace/configuration", items, [this](const Outcome& outcome) {
    if (outcome && outcome->is_array() && outcome->size() == 1) apply_settings(outcome->front());
  });
  return {};
}

void Session::apply_settings(const Json& settings) {
  const auto read = read_settings(settings);
  if (!read) {
    state_.client->notify("window/showMessage", message_params(MessageType::error, read.error().message));
    return;
  }
  state_.settings = *read;
  if (phase_ == Phase::running) folders_.set_indexed(read->index);
}

}  // namespace treewright::lsp
