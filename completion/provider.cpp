#include "completion/provider.h"

#include <algorithm>

#include "completion/adapt.h"
#include "completion/intent.h"
#include "completion/prose.h"
#include "completion/rank.h"
#include "completion/scope.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

// Empty where the candidate does not fit, or would change nothing.
std::optional<Suggestion> fit(const Source& source, const Site& site, const engine::Candidate& candidate,
                              const std::stop_token& stop) {
  const auto edit = make_edit(source, site, candidate.lines, site.existing_code);
  if (!edit) return std::nullopt;
  const auto [begin, end] = edit->range;
  const bool changes_nothing = edit->text == source.text.substr(begin, end - begin);
  if (changes_nothing || !is_valid_in_place(source, *edit, stop)) return std::nullopt;
  return Suggestion{text::join(candidate.lines), *edit, candidate.score};
}

/// The site's own code says nothing new of what could stand there.
bool is_own(const Source& source, const Site& site, const Query& query, const Provenance& from) {
  if (!site.existing_code || from.path != query.path) return false;
  const auto [begin, end] = *site.existing_code;
  return from.line <= line_number(source.text, end) && line_number(source.text, begin) <= from.end_line;
}

/// The workspace's own code, for a description that is nearly the same.
void add_adapted(const Source& source, const Site& site, const engine::Request& request,
                 const std::vector<WorkspaceExample>& found, std::vector<Suggestion>& suggestions) {
  for (const WorkspaceExample& each : found) {
    const auto candidate = adapt(*source.language, request, each);
    auto suggestion = candidate ? fit(source, site, *candidate, request.stop) : std::nullopt;
    if (!suggestion) continue;
    suggestion->provenance = each.from;
    suggestions.push_back(*std::move(suggestion));
  }
}

/// Why a site gets no code from this trigger.
std::optional<Reason> reason_for_silence(const Source& source, const Site& site, const Query& query) {
  if (site.existing_code && query.trigger != Trigger::command) return Reason::has_code;
  const bool is_quiet =
      query.trigger == Trigger::typing && (query.is_stub || rule_against_request(source, site).has_value());
  return is_quiet ? std::optional(Reason::not_a_request) : std::nullopt;
}

}  // namespace

engine::Request make_request(const Source& source, const Site& site, const Query& query) {
  engine::Request request;
  request.description = site.description;
  request.names = names_in_scope(source, site.insert_at, site.existing_code);
  request.surroundings = site.surroundings;
  request.candidates = query.candidates;
  request.max_tokens = query.max_tokens;
  request.stop = query.stop;
  return request;
}

std::vector<WorkspaceExample> workspace_examples(const Source& source, const Site& site, const Query& query) {
  if (query.workspace == nullptr) return {};
  std::vector<WorkspaceExample> found = query.workspace->find(site.description, most_examples);
  std::erase_if(found, [&](const WorkspaceExample& each) { return is_own(source, site, query, each.from); });
  return found;
}

Answer suggest(const Source& source, const Query& query, const engine::Generator* generator) {
  Answer answer;
  const auto without = [&](Reason reason) {
    answer.suggestions.clear();
    answer.reason = reason;
    return answer;
  };
  if (source.language == nullptr) return without(Reason::unknown_language);
  if (query.stop.stop_requested()) return without(Reason::cancelled);
  const auto site = find_site(source, query.offset);
  if (!site) return without(site.error());
  answer.site = *site;
  if (const auto reason = reason_for_silence(source, *site, query)) return without(*reason);
  engine::Request request = make_request(source, *site, query);
  if (!is_understood(request.description, request.names)) return without(Reason::not_understood);
  if (generator == nullptr) return without(Reason::model_missing);

  const std::vector<WorkspaceExample> own = workspace_examples(source, *site, query);
  for (const WorkspaceExample& each : own) request.examples.push_back(each.example);
  const engine::Generation generation = generator->generate(request);
  for (const engine::Candidate& candidate : generation.candidates) {
    if (query.stop.stop_requested()) break;
    if (auto suggestion = fit(source, *site, candidate, query.stop))
      answer.suggestions.push_back(std::move(*suggestion));
  }
  if (generation.cancelled || query.stop.stop_requested()) return without(Reason::cancelled);
  add_adapted(source, *site, request, own, answer.suggestions);
  answer.suggestions = rank(*source.language, std::move(answer.suggestions), query.candidates);
  if (answer.suggestions.empty()) answer.reason = Reason::nothing_valid;
  return answer;
}

}  // namespace treewright::completion
