#include "completion/query_row.h"

#include <nlohmann/json.hpp>

#include "completion/description.h"
#include "completion/prose.h"
#include "completion/rank.h"
#include "completion/row_document.h"
#include "engine/text/fragment.h"

namespace treewright::completion {
namespace {

using nlohmann::json;

std::vector<Suggestion> suggest_in_context(const engine::Generator& generator, const QueryRow& row,
                                           const RowQuery& query) {
  const syntax::Language& language = generator.language();
  const RowDocument document = make_row_document(language, *row.context, row.description, row.docstring);
  const syntax::Tree tree = syntax::Parser(language).parse(document.text);
  const Query row_query{
      document.offset, Trigger::command, query.candidates, query.max_tokens, query.stop, query.workspace, {}};
  return suggest({&language, document.text, &tree}, row_query, &generator).suggestions;
}

}  // namespace

Result<QueryRow> parse_query_row(const json& object) {
  QueryRow row;
  const auto nl = object.find("nl");
  if (nl == object.end() || !nl->is_string())
    return failure("\"nl\" must be a string: the description to answer");
  row.description = nl->get<std::string>();
  const json context = object.value("context", json());
  if (context.is_string()) {
    row.context = context.get<std::string>();
  } else if (!context.is_null()) {
    return failure(
        "\"context\" must be a string, the source before the site; leave it out where there is none");
  }
  const json kind = object.value("kind", json("comment"));
  if (kind != "comment" && kind != "docstring")
    return failure("\"kind\" must be \"comment\" or \"docstring\"");
  row.docstring = kind == "docstring";
  return row;
}

std::vector<Suggestion> answer_row(const engine::Generator& generator, const QueryRow& row,
                                   const RowQuery& query) {
  if (row.context) return suggest_in_context(generator, row, query);
  engine::Request request;
  request.description = row.description;
  request.surroundings.bare = true;
  request.candidates = query.candidates;
  request.max_tokens = query.max_tokens;
  request.stop = query.stop;
  if (query.workspace != nullptr) {
    for (WorkspaceExample& found : query.workspace->find(row.description, most_examples))
      request.examples.push_back(std::move(found.example));
  }
  return suggest_bare(generator, request);
}

Answer suggest_described(const engine::Generator& generator, const engine::Request& request) {
  Answer answer;
  if (!says_something(request.description)) {
    answer.reason = Reason::empty_comment;
  } else if (!is_understood(request.description, request.names)) {
    answer.reason = Reason::not_understood;
  } else {
    answer.suggestions = suggest_bare(generator, request);
    if (answer.suggestions.empty()) answer.reason = Reason::nothing_valid;
  }
  return answer;
}

std::vector<Suggestion> suggest_bare(const engine::Generator& generator, const engine::Request& request) {
  syntax::Parser parser(generator.language());
  std::vector<Suggestion> suggestions;
  for (const engine::Candidate& candidate : generator.generate(request).candidates) {
    const std::string code = text::join(candidate.lines);
    if (syntax::count_errors(parser.parse(code).root()) > 0) continue;
    suggestions.push_back({code, {}, candidate.score});
    if (generator.writes_fragments())
      suggestions.back().code = text::join(text::without_completion(candidate.lines));
  }
  return rank(generator.language(), std::move(suggestions), request.candidates);
}

}  // namespace treewright::completion
