#include "lsp/attention_command.h"

#include <string_view>
#include <utility>

#include "completion/attention.h"
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

}  // namespace

void run_attention_command(SuggestionJob& job, std::optional<std::string> text, GeneratedCode& generated) {
  completion::AttentionQuery query;
  query.text = std::move(text);
  if (const auto found = query.text ? std::nullopt : find_generated(job, generated)) {
    query.code = found->range;
    job.cursor = comment_end(job.snapshot->buffer.text(), found->range);
  }
  if (const auto reason = reason_against(job)) return job.call->reply(refused(*reason));
  query.at.offset = job.cursor;
  query.at.path = job.path;
  query.at.stop = job.call->stop_token();
  query.at.workspace = job.workspace.get();
  const auto view = job.model->wait(job.model_wait, query.at.stop);
  if (view.loading) return job.call->reply(refused(reason_name(completion::Reason::model_loading)));
  const auto found = completion::find_attention(job.source(), query, view.generator.get());
  if (!found) return job.call->reply(refused(reason_name(found.error().reason), found.error().detail));
  job.call->reply(answer_of(job, *found));
}

}  // namespace treewright::lsp
