#include "retrieval/extraction/query.h"

#include <algorithm>

namespace treewright::retrieval {
namespace {

constexpr std::array<std::string_view, capture_count> capture_names{
    "block", "function", "test", "name", "body", "docstring", "title", "scope", "import", "skip"};

std::optional<Capture> capture_named(std::string_view name) {
  const auto found = std::ranges::find(capture_names, name);
  if (found == capture_names.end()) return std::nullopt;
  return static_cast<Capture>(found - capture_names.begin());
}

std::string_view capture_name(const TSQuery* query, std::uint32_t number) {
  std::uint32_t size = 0;
  const char* name = ts_query_capture_name_for_id(query, number, &size);
  return {name, size};
}

std::string_view string_value(const TSQuery* query, std::uint32_t number) {
  std::uint32_t size = 0;
  const char* value = ts_query_string_value_for_id(query, number, &size);
  return {value, size};
}

struct Progress {
  std::function<bool()> stop;
  bool stopped = false;
};

bool should_stop(TSQueryCursorState* state) {
  auto& progress = *static_cast<Progress*>(state->payload);
  return progress.stopped = progress.stopped || progress.stop();
}

}  // namespace

Query::Query(TSQuery* query)
    : query_(query, ts_query_delete), cursor_(ts_query_cursor_new(), ts_query_cursor_delete) {
  for (std::uint32_t c = 0; c < ts_query_capture_count(query); ++c)
    captures_.push_back(capture_named(capture_name(query, c)));
  for (std::uint32_t p = 0; p < ts_query_pattern_count(query); ++p) {
    std::uint32_t count = 0;
    const TSQueryPredicateStep* steps = ts_query_predicates_for_pattern(query, p, &count);
    std::optional<Condition> condition;
    // "eq?", the capture, the text, the end.
    if (count == 4 && string_value(query, steps[0].value_id) == "eq?")
      condition = {steps[1].value_id, string_value(query, steps[2].value_id)};
    conditions_.push_back(condition);
  }
}

Result<Query> Query::compile(const SourceLanguage& language) {
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  TSQuery* query = ts_query_new(language.grammar, language.query_text.data(),
                                static_cast<std::uint32_t>(language.query_text.size()), &offset, &error);
  if (query != nullptr) return Query(query);
  return failure("queries/{}.scm: does not fit the grammar at \"{}\"", language.id,
                 language.query_text.substr(offset, 40));
}

bool Query::holds(const TSQueryMatch& match, std::string_view text) const {
  const std::optional<Condition>& condition = conditions_[match.pattern_index];
  if (!condition) return true;
  for (std::uint16_t c = 0; c < match.capture_count; ++c) {
    if (match.captures[c].index == condition->capture)
      return syntax::node_text(match.captures[c].node, text) == condition->text;
  }
  return false;
}

bool Query::run(TSNode root, std::string_view text, const std::function<void(const Match&)>& found,
                std::function<bool()> stop) {
  Progress progress{std::move(stop)};
  const TSQueryCursorOptions options{&progress, should_stop};
  ts_query_cursor_exec_with_options(cursor_.get(), query_.get(), root, &options);
  for (TSQueryMatch raw; ts_query_cursor_next_match(cursor_.get(), &raw);) {
    if (!holds(raw, text)) continue;
    Match match;
    for (std::uint16_t c = 0; c < raw.capture_count; ++c) {
      const std::optional<Capture> capture = captures_[raw.captures[c].index];
      if (capture) match[static_cast<std::size_t>(*capture)] = raw.captures[c].node;
    }
    found(match);
  }
  return !progress.stopped;
}

}  // namespace treewright::retrieval
