#include "lsp/suggestion_job.h"

#include <utility>

namespace treewright::lsp {
namespace {

using completion::Reason;
using Clock = std::chrono::steady_clock;

SuggestionResult nothing(Reason reason) { return {{}, std::string(completion::reason_name(reason))}; }

void send_status(const SuggestionJob& job, const char* state) {
  job.client->notify("treewright/status", {{"uri", job.uri}, {"state", state}});
}

void send_end_status(const SuggestionJob& job, const SuggestionResult& result, Clock::time_point start) {
  const auto spent = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  Json params = {{"uri", job.uri}, {"state", "idle"}, {"milliseconds", spent}};
  if (!result.reason.empty()) params["reason"] = result.reason;
  if (!job.excluded.empty()) params["detail"] = job.excluded;
  job.client->notify("treewright/status", params);
}

ModelHolder::View wait_for_model(const SuggestionJob& job) {
  auto view = job.model->view();
  if (!view.loading) return view;
  send_status(job, "loading");
  return job.model->wait(job.model_wait, job.call->stop_token());
}

completion::Query query_of(const SuggestionJob& job) {
  using completion::Trigger;
  completion::Query query{job.cursor,
                          job.trigger,
                          job.settings.candidates,
                          job.settings.max_tokens,
                          job.call->stop_token(),
                          job.workspace.get(),
                          job.path};
  if (job.trigger == Trigger::typing && job.asked_by_user) query.trigger = Trigger::invoked;
  query.is_stub = job.uri.ends_with(".pyi");
  return query;
}

SuggestionResult find_suggestions(const SuggestionJob& job) {
  const auto stop = job.call->stop_token();
  if (stop.stop_requested()) return nothing(Reason::cancelled);
  if (auto reason = reason_against(job)) return {{}, std::move(*reason)};
  const auto view = wait_for_model(job);
  if (stop.stop_requested()) return nothing(Reason::cancelled);
  if (view.loading) return nothing(Reason::model_loading);
  send_status(job, "working");
  auto answer = completion::suggest(job.source(), query_of(job), view.generator.get());
  if (answer.suggestions.empty()) return nothing(answer.reason.value_or(Reason::nothing_valid));
  return {std::move(answer.suggestions), {}, answer.site->comment};
}

std::string_view reason_of(Unreadable unreadable) {
  switch (unreadable) {
    case Unreadable::unknown_language:
      return completion::reason_name(Reason::unknown_language);
    case Unreadable::file_too_large:
      return completion::reason_name(Reason::file_too_large);
    case Unreadable::out_of_sync:
      break;
  }
  return reason_out_of_sync;
}

}  // namespace

void prepare(SuggestionJob& job) {
  const auto stop = job.call->stop_token();
  if (stop.stop_requested()) return;
  if (job.rules != nullptr) {
    if (const auto verdicts = job.rules->check(job.file); verdicts.reading.excluded)
      job.excluded = verdicts.reading.describe();
  }
  if (job.excluded.empty()) job.tree = job.snapshot->parse(stop);
}

std::optional<std::string> reason_against(const SuggestionJob& job) {
  const auto& snapshot = *job.snapshot;
  const auto word = [](Reason reason) { return std::string(completion::reason_name(reason)); };
  if (snapshot.unreadable) return std::string(reason_of(*snapshot.unreadable));
  if (!job.excluded.empty()) return word(Reason::file_excluded);
  if (!job.settings.includes(std::string(snapshot.language->id))) return word(Reason::file_excluded);
  if (!job.asked_by_user && job.settings.trigger == Settings::Trigger::manual) {
    return std::string(reason_manual_trigger);
  }
  if (job.call->stop_token().stop_requested()) return word(Reason::cancelled);
  if (job.tree.empty()) return std::string(reason_parse_timeout);
  const auto site = completion::find_site(job.source(), job.cursor);
  if (!site) return word(site.error());
  return std::nullopt;
}

std::optional<GeneratedCode::Occurrence> find_generated(const SuggestionJob& job, GeneratedCode& generated) {
  if (job.tree.empty()) return std::nullopt;
  const auto source = job.source();
  if (auto found = generated.find(job.uri, source.text, job.cursor);
      found && completion::find_site(source, comment_end(source.text, found->range))) {
    return found;
  }
  const auto site = completion::find_site(source, job.cursor);
  if (!site || !site->existing_code) return std::nullopt;
  return generated.find(job.uri, source.text, site->existing_code->begin);
}

Generated alternatives(const SuggestionJob& job, const SuggestionResult& result) {
  const auto& range = result.suggestions.front().edit.range;
  Generated code;
  code.above = job.snapshot->buffer.text().substr(result.comment.begin, range.begin - result.comment.begin);
  for (const auto& suggestion : result.suggestions) {
    if (suggestion.edit.range == range) code.texts.push_back(suggestion.edit.text);
  }
  return code;
}

SuggestionResult run_job(const SuggestionJob& job) {
  const auto start = Clock::now();
  auto result = find_suggestions(job);
  send_end_status(job, result, start);
  return result;
}

}  // namespace treewright::lsp
