#include "lab/evaluate/golden_row.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "completion/description.h"
#include "completion/row_document.h"
#include "support/file.h"
#include "support/json_lines.h"
#include "tests/completion/source_text.h"

namespace treewright::lab {
namespace {

using nlohmann::json;

const json good = {
    {"id", "a-1"}, {"kind", "comment"}, {"nl", "add"}, {"context", ""}, {"accept", {"$x = 1"}}};

json with(const char* field, const json& value) {
  json row = good;
  row[field] = value;
  return row;
}

Result<GoldenRow> parse(const json& row) {
  return parse_golden_row(*completion::SourceText::language(), row);
}

TEST(GoldenRow, ErrorsNameTheField) {
  for (const char* field : {"nl", "context", "accept", "kind"}) {
    const auto row = parse(with(field, 7));
    ASSERT_FALSE(row) << field;
    EXPECT_NE(row.error().message.find('"' + std::string(field) + '"'), std::string::npos);
  }
  const auto row = parse(with("accept", {"x = 1", "x = ("}));
  ASSERT_FALSE(row);
  EXPECT_TRUE(row.error().message.starts_with("\"accept\"[1]")) << row.error().message;
}

TEST(GoldenRow, TheFirstAcceptedSuggestionCounts) {
  const auto row = parse(good);
  ASSERT_TRUE(row);
  const auto place = [&](const std::vector<std::string>& codes) {
    std::vector<completion::Suggestion> suggestions;
    suggestions.reserve(codes.size());
    for (const auto& code : codes) suggestions.push_back({code, {}, 0});
    return place_of_match(*completion::SourceText::language(), *row, suggestions);
  };
  EXPECT_EQ(place({"a = 2", "a = 1", "b = 1"}), 1u);
  EXPECT_EQ(place({"a = 2"}), std::nullopt);
  EXPECT_EQ(place({}), std::nullopt);
}

TEST(GoldenRow, CommentsAndDocstringsAreCountedApart) {
  GoldenScores scores;
  scores.add(*parse(good), 0);
  scores.add(*parse(good), 4);
  scores.add(*parse(good), 5);
  scores.add(*parse(with("kind", "docstring")), std::nullopt);
  EXPECT_EQ(scores.comments.first.hits, 1u);
  EXPECT_EQ(scores.comments.top5.hits, 2u);
  EXPECT_EQ(scores.comments.top5.of, 3u);
  EXPECT_EQ(scores.docstrings.top5.of, 1u);
  EXPECT_EQ(scores.all().top5.hits, 2u);
  EXPECT_EQ(scores.all().first.of, 4u);
}

std::vector<text::Line> lines_of(const std::string& code) {
  const auto tokens = text::tokenize(*completion::SourceText::language(), code);
  return tokens ? text::render(*completion::SourceText::language(), *tokens) : std::vector<text::Line>{};
}

/// The answer with every $name as name.
std::string without_dollars(std::string answer) {
  for (std::size_t i = 0; i + 1 < answer.size(); ++i) {
    if (answer[i] == '$' && (std::isalpha(static_cast<unsigned char>(answer[i + 1])) != 0))
      answer.erase(i, 1);
  }
  return answer;
}

void check_posed(const GoldenRow& row) {
  const completion::SourceText text(completion::make_row_document(*completion::SourceText::language(),
                                                                  *row.query.context, row.query.description,
                                                                  row.query.docstring)
                                        .text);
  const auto site = find_site(text.source(), text.text().size());
  ASSERT_TRUE(site) << row.id;
  EXPECT_EQ(site->kind == completion::SiteKind::docstring, row.query.docstring) << row.id;
  if (!row.query.docstring) {
    EXPECT_EQ(site->description, row.query.description) << row.id;
  }
  for (const std::string& answer : row.accept) {
    const auto edit = make_edit(text.source(), *site, lines_of(without_dollars(answer)));
    ASSERT_TRUE(edit) << row.id << ": " << answer;
    EXPECT_TRUE(is_valid_in_place(text.source(), *edit)) << row.id << ": " << answer;
  }
}

TEST(GoldenRow, EveryAcceptedAnswerOfTheEverydayRowsFitsWhereItsRowPosesIt) {
  const auto text = read_file("tests/corpus/everyday.jsonl");
  ASSERT_TRUE(text);
  const auto lines = parse_json_lines(*text, "everyday.jsonl");
  ASSERT_TRUE(lines);
  EXPECT_GE(lines->size(), 100u);
  for (const JsonLine& line : *lines) {
    const auto row = parse(line.value);
    ASSERT_TRUE(row) << line.number << ": " << row.error().message;
    check_posed(*row);
  }
}

}  // namespace
}  // namespace treewright::lab
