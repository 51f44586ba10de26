// The session's workspace/executeCommand.

#include <spdlog/spdlog.h>

#include <utility>

#include "lsp/commands.h"
#include "lsp/session.h"

namespace treewright::lsp {
namespace {

constexpr std::string_view blanks = " \t\r\n";
/// The code below the comment is not, or no longer, what was generated for it.
constexpr const char* reason_code_edited = "code-edited";
/// Nothing was generated there, or nothing else.
constexpr const char* reason_no_alternative = "no-alternative";

Json refused(std::string_view reason) { return {{"applied", false}, {"reason", reason}}; }

Json accepted(const Generated& code) {
  return {{"applied", true}, {"shown", code.shown + 1}, {"of", code.texts.size()}};
}

/// The command's answer, as the editor answered the edit; `taken` makes it where it was applied.
void finish_command(const SuggestionJob& job, const Outcome& applied, const std::function<Json()>& taken) {
  if (applied && applied->is_object() && applied->value("applied", Json()) == Json(true))
    return job.call->reply(taken());
  std::string why = applied ? "no reason given" : applied.error().message;
  if (applied && applied->is_object() && applied->contains("failureReason"))
    why = json_text(applied->at("failureReason"));
  const auto line = fmt::format("The editor refused the generated code: {}. Try the command again.", why);
  job.client->notify("window/showMessage", message_params(MessageType::warning, line));
  job.call->reply(Json{{"applied", false}});
}

void apply(const SuggestionJob& job, const completion::TextEdit& edit, bool document_changes,
           std::function<Json()> taken) {
  job.call->commit();
  if (job.call->answered()) return;
  const auto range = job.snapshot->buffer.range_of(edit.range, job.encoding);
  const auto params = apply_edit_params(generate_title, job.uri, job.snapshot->version,
                                        text_edit(range, edit.text), document_changes);
  // The snapshot is not kept while the editor thinks: it would make the next edit copy the text.
  SuggestionJob rest;
  rest.client = job.client;
  rest.call = job.call;
  job.client->request("workspace/applyEdit", params,
                      [rest = std::move(rest), taken = std::move(taken)](const Outcome& applied) {
                        finish_command(rest, applied, taken);
                      });
}

/// `memory` is used on the session's thread alone, where the editor's answers arrive.
void run_generate_command(const SuggestionJob& job, bool document_changes,
                          const std::shared_ptr<GeneratedCode>& memory) {
  const auto result = run_job(job);
  if (result.suggestions.empty()) return job.call->reply(refused(result.reason));
  const auto remember = [memory, uri = job.uri, code = alternatives(job, result)] {
    memory->remember(uri, code);
    return accepted(code);
  };
  apply(job, result.suggestions.front().edit, document_changes, remember);
}

std::string_view without_margins(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view part(std::string_view text, const syntax::ByteRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace

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
  if (params.command == regenerate_command) return run_command(params, call, &Session::regenerate);
  if (params.command == alternative_command) return run_command(params, call, &Session::show_alternative);
  if (params.command == open_source_command) return run_command(params, call, &Session::open_source);
  if (params.command == why_command) return run_command(params, call, &Session::why);
  if (params.command == attention_command) return run_command(params, call, &Session::attention);
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

tl::expected<SuggestionJob, ResponseError> Session::make_command_job(const GenerateArguments& arguments,
                                                                     const CallPtr& call) const {
  if (!capabilities_.apply_edit)
    return reject(ErrorCode::request_failed,
                  "workspace/executeCommand: the client knows no workspace/applyEdit");
  auto job = make_job(arguments.uri, arguments.position, call);
  if (!job) return job;
  if (arguments.version && *arguments.version != job->snapshot->version) {
    return reject(ErrorCode::content_modified,
                  "workspace/executeCommand: arguments[0].version: the document has changed");
  }
  job->trigger = completion::Trigger::command;
  return job;
}

void Session::submit_generation(SuggestionJob job) {
  submit(std::move(job), [document_changes = capabilities_.document_changes, memory = generated_](
                             const SuggestionJob& j) { run_generate_command(j, document_changes, memory); });
}

void Session::generate(const GenerateArguments& arguments, const CallPtr& call) {
  auto job = make_command_job(arguments, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  submit_generation(std::move(*job));
}

/// What was generated where the cursor is: in it, or at its comment. Code that has no comment any more is the
/// user's.
std::optional<GeneratedCode::Place> Session::find_generated(const SuggestionJob& job) const {
  if (job.snapshot->unreadable) return std::nullopt;
  const auto source = job.snapshot->source();
  if (auto place = generated_->find(job.uri, source.text, job.cursor);
      place && completion::find_site(source, comment_end(source.text, place->range))) {
    return place;
  }
  const auto site = completion::find_site(source, job.cursor);
  if (!site || !site->existing_code) return std::nullopt;
  return generated_->find(job.uri, source.text, site->existing_code->begin);
}

void Session::regenerate(const RegenerateArguments& arguments, const CallPtr& call) {
  auto job = make_command_job(arguments, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  const std::string_view text = job->snapshot->buffer.text();
  const auto place = find_generated(*job);
  if (place) job->cursor = comment_end(text, place->range);
  if (const auto reason = reason_against(*job)) return call->reply(refused(*reason));
  const auto site = completion::find_site(job->snapshot->source(), job->cursor);
  const bool has_code = site && site->existing_code;
  // All of the code that would be replaced, and not a statement that the user has added to it.
  const bool as_generated =
      has_code && place &&
      without_margins(part(text, place->range)) == without_margins(part(text, *site->existing_code));
  if (has_code && !as_generated && !arguments.force) return call->reply(refused(reason_code_edited));
  submit_generation(std::move(*job));
}

void Session::show_alternative(const AlternativeArguments& arguments, const CallPtr& call) {
  const auto job = make_command_job(arguments, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  const auto place = find_generated(*job);
  const auto count = place ? static_cast<std::int64_t>(place->code->texts.size()) : 0;
  if (count < 2) return call->reply(refused(reason_no_alternative));
  const std::int64_t moved = static_cast<std::int64_t>(place->code->shown) + arguments.step % count + count;
  const auto shown = static_cast<std::size_t>(moved % count);
  const auto taken = [code = place->code, shown] {
    code->shown = shown;
    return accepted(*code);
  };
  apply(*job, {place->range, place->code->texts[shown]}, capabilities_.document_changes, taken);
}

}  // namespace treewright::lsp
