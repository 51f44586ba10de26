#include "lab/evaluate/golden_row.h"

#include <nlohmann/json.hpp>

namespace treewright::lab {
namespace {

using nlohmann::json;

constexpr std::size_t top = 5;

Result<void> parse_answers(const syntax::Language& language, const json& array, GoldenRow& row) {
  for (const json& answer : array) {
    if (!answer.is_string()) return failure("\"accept\" must hold strings: the answers that count as right");
    row.accept.push_back(answer.get<std::string>());
    auto pattern = text::AnswerPattern::parse(language, row.accept.back());
    if (!pattern) return failure("\"accept\"[{}]: {}", row.accept.size() - 1, pattern.error().message);
    row.patterns.push_back(*std::move(pattern));
  }
  return {};
}

}  // namespace

Result<GoldenRow> parse_golden_row(const syntax::Language& language, const json& object) {
  auto query = completion::parse_query_row(object);
  if (!query) return tl::unexpected(query.error());
  if (!query->context) return failure("\"context\" must be a string: the source before the site");
  GoldenRow row;
  row.query = *std::move(query);
  const json id = object.value("id", json());
  row.id = id.is_string() ? id.get<std::string>() : id.dump();
  const json accept = object.value("accept", json());
  if (!accept.is_array() || accept.empty())
    return failure("\"accept\" must be an array of the answers that count as right");
  if (auto parsed = parse_answers(language, accept, row); !parsed) return tl::unexpected(parsed.error());
  return row;
}

std::optional<std::size_t> place_of_match(const syntax::Language& language, const GoldenRow& row,
                                          const std::vector<completion::Suggestion>& suggestions) {
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    const auto tokens = text::comparable_tokens(language, suggestions[i].code);
    if (!tokens) continue;
    for (const text::AnswerPattern& pattern : row.patterns) {
      if (pattern.matches(*tokens)) return i;
    }
  }
  return std::nullopt;
}

void GoldenScores::add(const GoldenRow& row, std::optional<std::size_t> place) {
  GoldenScore& score = row.query.docstring ? docstrings : comments;
  score.first.count(place && *place == 0);
  score.top5.count(place && *place < top);
}

GoldenScore GoldenScores::all() const {
  GoldenScore sum = comments;
  sum.first += docstrings.first;
  sum.top5 += docstrings.top5;
  return sum;
}

}  // namespace treewright::lab
