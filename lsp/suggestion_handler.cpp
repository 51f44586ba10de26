#include "lsp/suggestion_handler.h"

#include <algorithm>
#include <utility>

#include "lsp/commands.h"
#include "lsp/suggestion_items.h"

namespace treewright::lsp {
namespace {

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

/// Remembers what the editor may insert by itself, before the editor knows of it.
SuggestionResult run_offer(const SuggestionJob& job, GeneratedCode& memory) {
  auto result = run_job(job);
  if (result.suggestions.empty()) return result;
  const std::size_t begin = result.suggestions.front().edit.range.begin;
  memory.offer(job.uri, alternatives(job, result), begin, job.call->stop_token());
  return result;
}

}  // namespace

void SuggestionHandler::bind(Binder& binder) {
  binder.request("textDocument/completion", this, &SuggestionHandler::completion);
  binder.request("completionItem/resolve", this, &SuggestionHandler::resolve_completion);
  binder.request("textDocument/inlineCompletion", this, &SuggestionHandler::inline_completion);
  binder.request("textDocument/codeAction", this, &SuggestionHandler::code_action);
}

void SuggestionHandler::completion(const CompletionParams& params, const CallPtr& call) {
  auto job = jobs_.make(params.uri, params.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  constexpr std::uint32_t invoked = 1;  // 2: a trigger character, 3: typing on in an incomplete list
  job->asked_by_user = params.trigger_kind == invoked;
  call->set_superseded_answer(cancelled_completion_list());
  jobs_.submit(*std::move(job), [memory = session_.generated](SuggestionJob& j) {
    j.call->reply(completion_list(j, run_offer(j, *memory)));
  });
}

void SuggestionHandler::resolve_completion(const Json& item, const CallPtr& call) {
  if (!item.is_object()) {
    return call->reply(
        reject(ErrorCode::invalid_params, "completionItem/resolve: params: expected an object"));
  }
  call->reply(resolved_item(item));
}

void SuggestionHandler::inline_completion(const CompletionParams& params, const CallPtr& call) {
  auto job = jobs_.make(params.uri, params.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  constexpr std::uint32_t automatic = 2;
  job->asked_by_user = params.trigger_kind != automatic;
  call->set_superseded_answer(cancelled_inline_completion_list());
  jobs_.submit(*std::move(job), [memory = session_.generated](SuggestionJob& j) {
    j.call->reply(inline_completion_list(j, run_offer(j, *memory)));
  });
}

void SuggestionHandler::code_action(const CodeActionParams& params, const CallPtr& call) {
  auto job = jobs_.make(params.uri, params.range.start, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  const auto kind = action_kind(params.only);
  if (!kind) return call->reply(Json::array());
  job->trigger = completion::Trigger::command;
  const Json arguments = {
      {"uri", params.uri}, {"position", params.range.start}, {"version", job->snapshot->version}};
  const auto action = generate_action(*kind, arguments, session_.capabilities.code_action_literals);
  jobs_.submit(*std::move(job), [action](SuggestionJob& j) {
    j.call->reply(reason_against(j) ? Json::array() : Json::array({action}));
  });
}

}  // namespace treewright::lsp
