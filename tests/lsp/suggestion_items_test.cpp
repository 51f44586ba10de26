#include "lsp/suggestion_items.h"

#include <gtest/gtest.h>

#include "lsp/cursor_edit.h"
#include "tests/lsp/json_match.h"

namespace treewright::lsp {
namespace {

/// A document with the cursor at `^`, and one suggestion whose edit is inserted at `@`.
struct Case {
  std::string text;
  std::size_t cursor;
  completion::TextEdit edit;
};

Case parse_case(std::string text, std::string insertion) {
  auto cursor = text.find('^');
  text.erase(cursor, 1);
  const auto at = text.find('@');
  text.erase(at, 1);
  if (at < cursor) --cursor;
  return {text, cursor, {{at, at}, std::move(insertion)}};
}

std::string applied(std::string text, const completion::TextEdit& edit) {
  return text.replace(edit.range.begin, edit.range.end - edit.range.begin, edit.text);
}

TEST(EditAroundCursor, AtTheCommentsEndItStartsWithTheLineEnd) {
  const auto c = parse_case("    # sort^@\n", "\n    rows.sort()");
  const auto edit = edit_around_cursor(TextBuffer(c.text), c.cursor, c.edit);
  ASSERT_TRUE(edit);
  EXPECT_EQ(edit->range, (syntax::ByteRange{c.cursor, c.cursor}));
  EXPECT_EQ(edit->text, "\n    rows.sort()");
}

TEST(EditAroundCursor, InsideTheCommentItKeepsTheRest) {
  const auto c = parse_case("x\n# so^rt it@\ny", "\nrows.sort()");
  const auto edit = edit_around_cursor(TextBuffer(c.text), c.cursor, c.edit);
  ASSERT_TRUE(edit);
  EXPECT_EQ(edit->range.begin, c.cursor);
  EXPECT_EQ(edit->text, "rt it\nrows.sort()");
  EXPECT_EQ(applied(c.text, *edit), applied(c.text, c.edit));
}

TEST(EditAroundCursor, BehindTheEditItKeepsWhatIsBetween) {
  const auto c = parse_case("# sort@  ^\ny", "\nrows.sort()");
  const auto edit = edit_around_cursor(TextBuffer(c.text), c.cursor, c.edit);
  ASSERT_TRUE(edit);
  EXPECT_EQ(edit->range, (syntax::ByteRange{6, 8}));
  EXPECT_EQ(applied(c.text, *edit), applied(c.text, c.edit));
}

TEST(EditAroundCursor, OnTheBlankLineItReplacesThatLine) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto c = parse_case(fmt::format("    # sort@{0}  ^  {0}y = 1", end), end + "    rows.sort()");
    const auto edit = edit_around_cursor(TextBuffer(c.text), c.cursor, c.edit);
    ASSERT_TRUE(edit);
    EXPECT_EQ(applied(c.text, *edit), fmt::format("    # sort{0}    rows.sort(){0}y = 1", end));
  }
}

TEST(EditAroundCursor, FarFromTheEditThereIsNone) {
  const auto above = parse_case("# so^rt\n# by age@\n", "\nrows.sort()");
  EXPECT_FALSE(edit_around_cursor(TextBuffer(above.text), above.cursor, above.edit));
  const auto code_between = parse_case("# sort@\nx = 1\n^\n", "\nrows.sort()");
  EXPECT_FALSE(edit_around_cursor(TextBuffer(code_between.text), code_between.cursor, code_between.edit));
}

SuggestionJob job_for(const Case& c, PositionEncoding encoding = PositionEncoding::utf16) {
  SuggestionJob job;
  job.encoding = encoding;
  job.cursor = c.cursor;
  job.snapshot = Document(syntax::language_by_id("python"), c.text, 3).snapshot();
  return job;
}

SuggestionResult result_for(const Case& c) { return {{{"rows.sort()\nreturn rows", c.edit, -0.1}}, {}}; }

TEST(CompletionList, AnItemHasEverythingAnEditorNeeds) {
  const auto c = parse_case("x = 1\n    # sort 😀^@\n", "\n    rows.sort()\n    return rows");
  EXPECT_EQ(mismatch(Json::parse(R"json({"isIncomplete": true, "data": "<absent>", "items": [{
      "label": "rows.sort() …", "kind": 15, "sortText": "0000", "insertTextFormat": 1, "insertTextMode": 1,
      "filterText": "    # sort 😀",
      "textEdit": {"range": {"start": {"line": 1, "character": 13}, "end": {"line": 1, "character": 13}},
                   "newText": "\n    rows.sort()\n    return rows"},
      "additionalTextEdits": "<absent>",
      "data": {"language": "python", "code": "rows.sort()\nreturn rows"}}]})json"),
                     completion_list(job_for(c), result_for(c))),
            "");
}

TEST(CompletionList, AnEditElsewhereIsAdditional) {
  const auto c = parse_case("# so^rt\n# by age@\n", "\nrows.sort()");
  EXPECT_EQ(mismatch(Json::parse(R"json({"items": [{
      "textEdit": {"range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}, "newText": ""},
      "additionalTextEdits": [
        {"range": {"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 8}},
         "newText": "\nrows.sort()"}]}]})json"),
                     completion_list(job_for(c), result_for(c))),
            "");
}

TEST(CompletionList, OnABlankLineTheLabelIsTheFilter) {
  const auto c = parse_case("# sort@\n  ^\n", "\nrows.sort()");
  const auto list = completion_list(job_for(c), result_for(c));
  EXPECT_EQ(list["items"][0]["filterText"], list["items"][0]["label"]);
}

TEST(InlineCompletionList, RangesAreInTheClientsEncoding) {
  const auto c = parse_case("# sort 😀^@\n", "\nrows.sort()");
  const std::pair<PositionEncoding, int> columns[] = {
      {PositionEncoding::utf8, 11}, {PositionEncoding::utf16, 9}, {PositionEncoding::utf32, 8}};
  for (const auto& [encoding, column] : columns) {
    const Json at = {{"line", 0}, {"character", column}};
    const Json item = {{"insertText", "\nrows.sort()"}, {"range", {{"start", at}, {"end", at}}}};
    EXPECT_EQ(inline_completion_list(job_for(c, encoding), result_for(c)),
              (Json{{"items", Json::array({item})}}));
  }
}

TEST(InlineCompletionList, WhatCannotBeShownAtTheCursorHasAReason) {
  const auto c = parse_case("# so^rt\n# by age@\n", "\nrows.sort()");
  EXPECT_EQ(inline_completion_list(job_for(c), result_for(c)),
            Json::parse(R"json({"items": [], "data": {"reason": "cursor-elsewhere"}})json"));
}

TEST(ResolvedItem, TheFenceIsLongerThanAnyInTheCode) {
  const auto item = resolved_item({{"data", {{"language", "python"}, {"code", "x = '```'"}}}});
  EXPECT_EQ(item["documentation"]["value"], "````python\nx = '```'\n````");
}

}  // namespace
}  // namespace treewright::lsp
