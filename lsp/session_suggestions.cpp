// The session's requests for code: each gathers what its work needs and hands it to the scheduler.

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "lsp/session.h"
#include "lsp/suggestion_items.h"

namespace treewright::lsp {
namespace {

constexpr const char* generate_command = "treewright.generate";
constexpr const char* open_source_command = "treewright.openSource";
constexpr const char* why_command = "treewright.why";
constexpr const char* generate_title = "Generate code from this comment";

/// The kind to offer the action as: "refactor" asks for every kind below it.
std::optional<std::string> action_kind(const std::vector<std::string>& only) {
  const auto asks_for = [&only](std::string_view kind) {
    return std::any_of(only.begin(), only.end(), [kind](const std::string& wanted) {
      return wanted.empty() || wanted == kind || kind.starts_with(wanted + '.');
    });
  };
  if (only.empty() || asks_for("refactor.rewrite")) return "refactor.rewrite";
  if (asks_for("quickfix")) return "quickfix";
  return std::nullopt;
}

/// Clients that know no CodeAction literals get the bare command.
Json generate_action(const std::string& kind, const Json& arguments, bool literals) {
  Json command = {
      {"title", generate_title}, {"command", generate_command}, {"arguments", Json::array({arguments})}};
  if (!literals) return command;
  return {{"title", generate_title}, {"kind", kind}, {"command", std::move(command)}};
}

/// Answers the command as the editor answered the edit.
void finish_command(const SuggestionJob& job, const Outcome& applied) {
  const bool accepted = applied && applied->is_object() && applied->value("applied", Json()) == Json(true);
  if (!accepted) {
    std::string why = applied ? "no reason given" : applied.error().message;
    if (applied && applied->is_object() && applied->contains("failureReason")) {
      why = json_text(applied->at("failureReason"));
    }
    const auto line = fmt::format("The editor refused the generated code: {}. Try the command again.", why);
    job.client->notify("window/showMessage", message_params(MessageType::warning, line));
  }
  job.call->reply(Json{{"applied", accepted}});
}

void run_generate_command(const SuggestionJob& job, bool document_changes) {
  const auto result = run_job(job);
  if (result.suggestions.empty()) return job.call->reply(Json{{"applied", false}, {"reason", result.reason}});
  job.call->commit();
  if (job.call->answered()) return;
  const auto& best = result.suggestions.front().edit;
  const auto edit = text_edit(job.snapshot->buffer.range_of(best.range, job.encoding), best.text);
  const auto params =
      apply_edit_params(generate_title, job.uri, job.snapshot->version, edit, document_changes);
  // The snapshot is not kept while the editor thinks: it would make the next edit copy the text.
  SuggestionJob rest;
  rest.client = job.client;
  rest.call = job.call;
  job.client->request("workspace/applyEdit", params,
                      [rest = std::move(rest)](const Outcome& applied) { finish_command(rest, applied); });
}

}  // namespace

tl::expected<SuggestionJob, ResponseError> Session::make_job(const std::string& uri, Position position,
                                                             const CallPtr& call) const {
  auto snapshot = documents_.snapshot(uri);
  if (!snapshot) return reject(ErrorCode::invalid_params, snapshot.error().message);
  SuggestionJob job;
  job.client = client_;
  job.call = call;
  job.model = &context_.model;
  job.model_wait = context_.model_wait;
  job.settings = settings_;
  job.encoding = documents_.encoding();
  job.uri = uri;
  job.cursor = (*snapshot)->buffer.offset_of(position, job.encoding);
  job.snapshot = std::move(*snapshot);
  find_workspace(job);
  return job;
}

void Session::submit(SuggestionJob job, Work work) {
  documents_.track(job.uri, job.call);
  const auto line = name_ + ' ' + job.uri;
  const auto call = job.call;
  const auto run = [job = std::make_shared<const SuggestionJob>(std::move(job)), work = std::move(work)] {
    try {
      work(*job);
    } catch (const std::exception& error) {
      spdlog::error("{}: {}", job->uri, error.what());
      job->call->reply(reject(ErrorCode::internal_error, error.what()));
    }
  };
  context_.scheduler.submit(line, {run, [call] { call->drop(); }});
}

void Session::completion(const CompletionParams& params, const CallPtr& call) {
  auto job = make_job(params.uri, params.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  constexpr std::uint32_t invoked = 1;  // 2: a trigger character, 3: typing on in an incomplete list
  job->asked_by_user = params.trigger_kind == invoked;
  call->set_superseded_answer(cancelled_completion_list());
  submit(std::move(*job), [](const SuggestionJob& j) { j.call->reply(completion_list(j, run_job(j))); });
}

void Session::resolve_completion(const Json& item, const CallPtr& call) {
  if (!item.is_object()) {
    return call->reply(
        reject(ErrorCode::invalid_params, "completionItem/resolve: params: expected an object"));
  }
  call->reply(resolved_item(item));
}

void Session::inline_completion(const CompletionParams& params, const CallPtr& call) {
  auto job = make_job(params.uri, params.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  constexpr std::uint32_t automatic = 2;
  job->asked_by_user = params.trigger_kind != automatic;
  call->set_superseded_answer(cancelled_inline_completion_list());
  submit(std::move(*job),
         [](const SuggestionJob& j) { j.call->reply(inline_completion_list(j, run_job(j))); });
}

void Session::code_action(const CodeActionParams& params, const CallPtr& call) {
  auto job = make_job(params.uri, params.range.start, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  const auto kind = action_kind(params.only);
  if (!kind) return call->reply(Json::array());
  job->trigger = completion::Trigger::command;
  const Json arguments = {
      {"uri", params.uri}, {"position", params.range.start}, {"version", job->snapshot->version}};
  const auto action = generate_action(*kind, arguments, capabilities_.code_action_literals);
  submit(std::move(*job), [action](const SuggestionJob& j) {
    j.call->reply(reason_against(j) ? Json::array() : Json::array({action}));
  });
}

template <typename Arguments>
void Session::run_command(const ExecuteCommandParams& params, const CallPtr& call,
                          void (Session::*command)(const Arguments&, const CallPtr&)) {
  const auto invalid = [&](const std::string& why) {
    call->reply(reject(ErrorCode::invalid_params, "workspace/executeCommand: " + why));
  };
  if (params.arguments.size() != 1) {
    return invalid(fmt::format("arguments: expected one object {}", Arguments::fields));
  }
  Arguments arguments;
  const auto read = read_json(params.arguments.front(), "arguments[0]", arguments);
  if (!read) return invalid(read.error().message);
  (this->*command)(arguments, call);
}

void Session::execute_command(const ExecuteCommandParams& params, const CallPtr& call) {
  if (params.command == generate_command) return run_command(params, call, &Session::generate);
  if (params.command == open_source_command) return run_command(params, call, &Session::open_source);
  if (params.command == why_command) return run_command(params, call, &Session::why);
  call->reply(
      reject(ErrorCode::invalid_params, "workspace/executeCommand: command: unknown: " + params.command));
}

void Session::open_source(const OpenSourceArguments& place, const CallPtr& call) {
  if (!capabilities_.show_document) {
    return call->reply(
        reject(ErrorCode::request_failed, "treewright.openSource: the client knows no window/showDocument"));
  }
  client_->request("window/showDocument", show_document_params(place),
                   [call](const Outcome& outcome) { call->reply(outcome); });
}

void Session::generate(const GenerateArguments& arguments, const CallPtr& call) {
  if (!capabilities_.apply_edit) {
    return call->reply(
        reject(ErrorCode::request_failed, "treewright.generate: the client knows no workspace/applyEdit"));
  }
  auto job = make_job(arguments.uri, arguments.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  if (arguments.version && *arguments.version != job->snapshot->version) {
    return call->reply(
        reject(ErrorCode::content_modified, "treewright.generate: version: the document has changed"));
  }
  job->trigger = completion::Trigger::command;
  submit(std::move(*job), [document_changes = capabilities_.document_changes](const SuggestionJob& j) {
    run_generate_command(j, document_changes);
  });
}

}  // namespace treewright::lsp
