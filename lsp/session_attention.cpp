// The session's treewright.attention.

#include <utility>

#include "completion/attention.h"
#include "lsp/session.h"
#include "lsp/suggestion_items.h"

namespace treewright::lsp {
namespace {

Json refused(std::string_view reason, const std::string& detail = {}) {
  Json answer = {{"reason", reason}};
  if (!detail.empty()) answer["detail"] = detail;
  return answer;
}

Json answer_of(const SuggestionJob& job, const completion::Attention& attention) {
  Json answer = completion::attention_json(attention);
  answer["range"] =
      attention.range ? Json(job.snapshot->buffer.range_of(*attention.range, job.encoding)) : Json();
  answer["sources"] = Json::array();
  for (const completion::Provenance& from : attention.sources) {
    const Json like = like_of(job, from);
    answer["sources"].push_back(
        {{"uri", like["uri"]}, {"line", from.line == 0 ? 0 : from.line - 1}, {"label", like["text"]}});
  }
  return answer;
}

/// Waits for the model, and runs it once over the code.
void run_attention(const SuggestionJob& job, completion::AttentionQuery query) {
  if (const auto reason = reason_against(job)) return job.call->reply(refused(*reason));
  const auto stop = job.call->stop_token();
  const auto view = job.model->wait(job.model_wait, stop);
  if (view.loading) return job.call->reply(refused(reason_name(completion::Reason::model_loading)));
  query.at.stop = stop;
  query.at.workspace = job.workspace.get();
  const auto found = completion::find_attention(job.snapshot->source(), query, view.generator.get());
  if (!found) return job.call->reply(refused(reason_name(found.error().reason), found.error().detail));
  job.call->reply(answer_of(job, *found));
}

}  // namespace

void Session::attention(const AttentionArguments& arguments, const CallPtr& call) {
  auto job = make_job(arguments.uri, arguments.position, call);
  if (!job) return call->reply(tl::unexpected(job.error()));
  job->trigger = completion::Trigger::command;
  completion::AttentionQuery query;
  query.text = arguments.text;
  if (const auto place = query.text ? std::nullopt : find_generated(*job)) {
    query.code = place->range;
    job->cursor = comment_end(job->snapshot->buffer.text(), place->range);
  }
  query.at.offset = job->cursor;
  query.at.path = job->path;
  submit(std::move(*job), [query = std::move(query)](const SuggestionJob& j) { run_attention(j, query); });
}

}  // namespace treewright::lsp
