// tests/corpus/intent: comments that ask for no code, each with the rule that says so, and comments that do.
#include "completion/intent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "completion/prose.h"
#include "completion/row_document.h"
#include "support/json_lines.h"
#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

using nlohmann::json;

const std::filesystem::path folder = "tests/corpus/intent";

std::vector<json> rows_of(const std::filesystem::path& path) {
  const auto lines = read_json_lines(path);
  std::vector<json> rows;
  if (!lines) ADD_FAILURE() << lines.error().message;
  if (lines) std::ranges::transform(*lines, std::back_inserter(rows), &JsonLine::value);
  return rows;
}

/// The rule, "" for a request; what the comment has no code for anyway is its reason.
std::string rule_at(const Source& source, std::size_t offset) {
  const auto site = find_site(source, offset);
  if (!site) return "reason: " + std::string(reason_name(site.error()));
  return std::string(rule_against_request(source, *site).value_or(""));
}

std::string rule_at(const std::string& marked) {
  const SourceText text(marked);
  return rule_at(text.source(), text.cursor());
}

TEST(Intent, RemarksAskForNoCode) {
  const std::vector<json> rows = rows_of(folder / "remarks.jsonl");
  EXPECT_GE(rows.size(), 240U);
  for (const json& row : rows)
    EXPECT_EQ(rule_at(row.at("text")), row.at("rule").get<std::string>())
        << row.at("text").get<std::string>();
}

TEST(Intent, RequestsAskForCode) {
  const std::vector<json> rows = rows_of(folder / "requests.jsonl");
  EXPECT_GE(rows.size(), 90U);
  for (const json& row : rows) EXPECT_EQ(rule_at(row.at("text")), "") << row.at("text").get<std::string>();
}

TEST(Intent, EverydayRequestsAreNotLost) {
  std::size_t lost = 0;
  const std::vector<json> rows = rows_of("tests/corpus/everyday.jsonl");
  for (const json& row : rows) {
    const RowDocument document =
        make_row_document(*SourceText::language(), row.at("context").get<std::string>(),
                          row.at("nl").get<std::string>(), row.at("kind") == "docstring");
    const SourceText text(document.text);
    const std::string rule = rule_at(text.source(), document.offset);
    if (rule.empty()) continue;
    ++lost;
    std::cout << rule << ": " << row.at("nl").get<std::string>() << '\n';
  }
  EXPECT_GE(rows.size(), 150U);
  EXPECT_LE(lost * 50, rows.size());
}

TEST(Intent, ProseOfOtherLanguagesAndNoiseAreNotUnderstood) {
  const std::vector<json> rows = rows_of(folder / "languages.jsonl");
  EXPECT_GE(rows.size(), 40U);
  for (const json& row : rows) {
    const std::vector<engine::Name> names{{row.at("name").get<std::string>(), engine::NameKind::parameter}};
    const std::string description = row.at("description");
    EXPECT_EQ(is_understood(description, names), row.at("understood").get<bool>()) << description;
  }
}

}  // namespace
}  // namespace treewright::completion
