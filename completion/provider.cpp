#include "completion/provider.h"

#include "completion/rank.h"
#include "completion/scope.h"

namespace treewright::completion {
namespace {

// Empty where the candidate does not fit, or would change nothing.
std::optional<Suggestion> fit(const Source& source, const Site& site, const engine::Candidate& candidate) {
  const auto edit = make_edit(source, site, candidate.lines, site.existing_code);
  if (!edit) return std::nullopt;
  const auto [begin, end] = edit->range;
  const bool changes_nothing = edit->text == source.text.substr(begin, end - begin);
  if (changes_nothing || !is_valid_in_place(source, *edit)) return std::nullopt;
  return Suggestion{text::join(candidate.lines), *edit, candidate.score};
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
  if (site->existing_code && query.trigger == Trigger::typing) return without(Reason::has_code);
  if (generator == nullptr) return without(Reason::model_missing);

  const engine::Generation generation = generator->generate(make_request(source, *site, query));
  for (const engine::Candidate& candidate : generation.candidates) {
    if (query.stop.stop_requested()) break;
    if (auto suggestion = fit(source, *site, candidate)) answer.suggestions.push_back(std::move(*suggestion));
  }
  if (generation.cancelled || query.stop.stop_requested()) return without(Reason::cancelled);
  answer.suggestions = rank(*source.language, std::move(answer.suggestions), query.candidates);
  if (answer.suggestions.empty()) answer.reason = Reason::nothing_valid;
  return answer;
}

}  // namespace treewright::completion
