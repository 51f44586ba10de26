#include "lsp/generate_commands.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "lsp/commands.h"

namespace treewright::lsp {
namespace {

constexpr std::string_view margin = " \t\r\n";
/// The code below the comment is not, or no longer, what was generated for it.
constexpr const char* reason_code_edited = "code-edited";
/// Nothing was generated there, or only one text.
constexpr const char* reason_no_alternative = "no-alternative";

Json refused(std::string_view reason) { return {{"applied", false}, {"reason", reason}}; }

Json accepted(const Generated& code, std::size_t shown) {
  return {{"applied", true}, {"shown", shown + 1}, {"of", code.texts.size()}};
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

std::string_view without_margins(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(margin);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(margin) - begin + 1);
}

std::string_view part(std::string_view text, const syntax::ByteRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace

void run_generate_command(const SuggestionJob& job, const EditTarget& target) {
  const auto result = run_job(job);
  if (result.suggestions.empty()) return job.call->reply(refused(result.reason));
  const auto remember = [memory = target.generated, uri = job.uri, code = alternatives(job, result)] {
    memory->remember(uri, code);
    return accepted(code, 0);
  };
  apply(job, result.suggestions.front().edit, target.document_changes, remember);
}

void run_regenerate_command(SuggestionJob& job, const EditTarget& target, bool force) {
  const std::string_view text = job.snapshot->buffer.text();
  const auto found = find_generated(job, *target.generated);
  if (found) job.cursor = comment_end(text, found->range);
  if (const auto reason = reason_against(job)) return job.call->reply(refused(*reason));
  const auto site = completion::find_site(job.source(), job.cursor);
  const bool has_code = site && site->existing_code;
  // All of the code that would be replaced, and not a statement that the user has added to it.
  const bool as_generated =
      has_code && found &&
      without_margins(part(text, found->range)) == without_margins(part(text, *site->existing_code));
  if (has_code && !as_generated && !force) return job.call->reply(refused(reason_code_edited));
  run_generate_command(job, target);
}

void run_alternative_command(const SuggestionJob& job, const EditTarget& target, std::int64_t step) {
  if (const auto reason = job.tree.empty() ? reason_against(job) : std::nullopt)
    return job.call->reply(refused(*reason));
  const auto found = find_generated(job, *target.generated);
  const auto count = found ? static_cast<std::int64_t>(found->code->texts.size()) : 0;
  if (count < 2) return job.call->reply(refused(reason_no_alternative));
  const std::int64_t moved = static_cast<std::int64_t>(found->shown) + step % count + count;
  const auto shown = static_cast<std::size_t>(moved % count);
  const auto remember = [memory = target.generated, uri = job.uri, code = found->code, shown] {
    memory->show(uri, code, shown);
    return accepted(*code, shown);
  };
  apply(job, {found->range, found->code->texts[shown]}, target.document_changes, remember);
}

}  // namespace treewright::lsp
