#include "lsp/session.h"

#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <utility>

#include "lsp/commands.h"
#include "lsp/work_done_progress.h"

namespace treewright::lsp {
namespace {

std::string next_session_name() {
  static std::atomic<std::size_t> count = 0;
  return fmt::format("client {}", ++count);
}

Json server_capabilities(PositionEncoding encoding) {
  const Json sync = {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}};
  // What ends a comment's sentence or closes a docstring. Space and newline would ask at every word and every
  // line.
  const Json completion = {{"triggerCharacters", {".", ":", "\""}}, {"resolveProvider", true}};
  return {{"positionEncoding", encoding_name(encoding)},
          {"textDocumentSync", sync},
          {"completionProvider", completion},
          {"inlineCompletionProvider", true},
          {"codeActionProvider", {{"codeActionKinds", {"refactor.rewrite", "quickfix"}}}},
          {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
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

Session::Session(SessionContext context, Stream& stream)
    : context_(std::move(context)),
      stream_(stream),
      name_(next_session_name()),
      client_(std::make_shared<Client>(stream)) {
  bind();
}

void Session::bind() {
  binder_.request("initialize", this, &Session::initialize);
  binder_.request("shutdown", this, &Session::shutdown);
  binder_.request("textDocument/completion", this, &Session::completion);
  binder_.request("completionItem/resolve", this, &Session::resolve_completion);
  binder_.request("textDocument/inlineCompletion", this, &Session::inline_completion);
  binder_.request("textDocument/codeAction", this, &Session::code_action);
  binder_.request("workspace/executeCommand", this, &Session::execute_command);
  binder_.notification("initialized", this, &Session::initialized);
  binder_.notification("$/cancelRequest", this, &Session::cancel_request);
  binder_.notification("textDocument/didOpen", this, &Session::did_open);
  binder_.notification("textDocument/didChange", this, &Session::did_change);
  binder_.notification("textDocument/didClose", this, &Session::did_close);
  binder_.notification("textDocument/didSave", this, &Session::did_save);
  binder_.notification("workspace/didChangeWatchedFiles", this, &Session::did_change_watched_files);
  binder_.notification("workspace/didChangeWorkspaceFolders", this, &Session::did_change_workspace_folders);
  binder_.notification("window/workDoneProgress/cancel", this, &Session::cancel_progress);
  binder_.notification("workspace/didChangeConfiguration", this, &Session::did_change_configuration);
}

int Session::run() {
  spdlog::info("{}: connected", name_);
  std::array<char, 65536> bytes;
  while (!exited_) {
    const auto count = stream_.read(bytes);
    if (count == 0) break;
    reader_.feed({bytes.data(), count});
    while (!exited_) {
      auto body = reader_.next();
      if (!body) break;
      if (*body) {
        handle_body(**body);
      } else {
        client_->respond(nullptr, reject(ErrorCode::parse_error, body->error().message));
      }
    }
  }
  client_->disconnect();
  spdlog::info("{}: {}", name_, exited_ ? "left" : "left without `exit`");
  return exited_ && state_ == State::shut_down ? 0 : 1;
}

void Session::handle_body(const std::string& body) {
  const auto parsed = parse_json(body);
  if (!parsed) {
    reader_.reject(body);
    client_->respond(nullptr, reject(ErrorCode::parse_error, parsed.error().message));
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
    client_->respond(
        nullptr, reject(ErrorCode::invalid_request, "message: expected one object (batches are not LSP)"));
    return;
  }
  const auto method = message.find("method");
  const auto id = message.find("id");
  const auto params = message.find("params");
  const bool has_id = id != message.end();
  if (method == message.end() && has_id) return client_->receive_response(*id, outcome_of(message));
  if (method == message.end() || !method->is_string() || (has_id && !is_id(*id))) {
    const auto& known_id = has_id && is_id(*id) ? *id : nothing;
    client_->respond(known_id,
                     reject(ErrorCode::invalid_request, "message: method and id must be as JSON-RPC says"));
    return;
  }
  const auto& given = params != message.end() ? *params : nothing;
  const auto& name = method->get_ref<const std::string&>();
  if (has_id) return handle_request(*id, name, given);
  handle_notification(name, given);
}

void Session::handle_request(const Json& id, const std::string& method, const Json& params) {
  const auto call = client_->begin_call(id);
  const bool is_initialize = method == "initialize";
  if (state_ == State::fresh && !is_initialize) {
    return call->reply(reject(ErrorCode::server_not_initialized, method + ": send initialize first"));
  }
  if (state_ == State::running && is_initialize) {
    return call->reply(reject(ErrorCode::invalid_request, "initialize: was sent before"));
  }
  if (state_ == State::shut_down) {
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
  if (state_ != State::running) return;
  if (const auto handled = binder_.notify(method, params); !handled) {
    log_to_client(MessageType::error, handled.error().message);
  }
}

void Session::log_to_client(MessageType type, const std::string& message) {
  spdlog::warn("{}: {}", name_, message);
  if (state_ == State::running) client_->notify("window/logMessage", message_params(type, message));
}

void Session::initialize(const InitializeParams& params, const CallPtr& call) {
  capabilities_ = params;
  documents_.set_encoding(negotiate_encoding(params.position_encodings));
  apply_settings(params.options);
  state_ = State::running;
  call->reply(Json{{"capabilities", server_capabilities(documents_.encoding())},
                   {"serverInfo", {{"name", "treewright"}, {"version", TREEWRIGHT_VERSION}}}});
}

Result<void> Session::initialized(const NoParams&) {
  if (capabilities_.work_done_progress) report_loading(client_, context_.model);
  context_.model.when_finished([client = client_](const ModelHolder::View& view) {
    if (view.generator == nullptr)
      client->notify("window/showMessage", message_params(MessageType::error, view.error));
  });
  open_folders();
  return {};
}

void Session::shutdown(const NoParams&, const CallPtr& call) {
  state_ = State::shut_down;
  call->reply(Json());
}

Result<void> Session::cancel_request(const CancelParams& params) {
  client_->cancel(params.id);
  return {};
}

Result<void> Session::did_open(const DidOpenParams& params) {
  documents_.open(params);
  return {};
}

Result<void> Session::did_change(const DidChangeParams& params) {
  if (auto changed = documents_.change(params); !changed) return changed;
  if (const auto now = documents_.snapshot(params.uri))
    generated_->changed(params.uri, (*now)->buffer.text());
  file_edited(params.uri);
  return {};
}

Result<void> Session::did_close(const DocumentParams& params) {
  if (auto closed = documents_.close(params.uri); !closed) return closed;
  generated_->forget(params.uri);
  file_changed(params.uri);
  return {};
}

Result<void> Session::did_save(const DocumentParams& params) {
  if (const auto open = documents_.snapshot(params.uri); !open) return tl::unexpected(open.error());
  file_saved(params.uri);
  return {};
}

/// Clients that are asked for their settings send null here.
Result<void> Session::did_change_configuration(const DidChangeConfigurationParams& params) {
  if (!params.settings.is_null() || !capabilities_.configuration) {
    apply_settings(params.settings);
    return {};
  }
  const Json items = {{"items", {{{"section", "treewright"}}}}};
  client_->request("workspace/configuration", items, [this](const Outcome& outcome) {
    if (outcome && outcome->is_array() && outcome->size() == 1) apply_settings(outcome->front());
  });
  return {};
}

void Session::apply_settings(const Json& settings) {
  const auto read = read_settings(settings);
  if (read) {
    const bool changed = settings_.index != read->index;
    settings_ = *read;
    if (!changed || state_ != State::running) return;
    folders_.clear();
    open_folders();
    return;
  }
  client_->notify("window/showMessage", message_params(MessageType::error, read.error().message));
}

}  // namespace treewright::lsp
