// Any bytes, any offset, any depth: an answer, no crash, no recursion.
#include <gtest/gtest.h>

#include <random>

#include "completion/insert.h"
#include "completion/scope.h"
#include "tests/completion/source_text.h"
#include "tests/fixtures/seed.h"

namespace treewright::completion {
namespace {

/// How often the random texts came so far.
struct Counts {
  int sites = 0, names = 0, edits = 0, valid = 0;
};

std::size_t errors_of(const std::string& text) {
  return syntax::count_errors(syntax::Parser(*SourceText::language()).parse(text).root());
}

void check_edit(const SourceText& text, const TextEdit& edit, Counts& counts) {
  ++counts.edits;
  ASSERT_LE(edit.range.begin, edit.range.end);
  ASSERT_LE(edit.range.end, text.text().size());
  EXPECT_NE(edit.text.find("x = 1"), std::string::npos);
  if (!is_valid_in_place(text.source(), edit)) return;
  ++counts.valid;
  // Where there are errors already, what an incremental parse makes of them is its own.
  if (errors_of(text.text()) > 0) return;
  std::string after = text.text();
  after.replace(edit.range.begin, edit.range.end - edit.range.begin, edit.text);
  EXPECT_EQ(errors_of(after), 0u) << after;
}

void try_offset(const SourceText& text, std::size_t offset, Counts& counts) {
  const auto site = find_site(text.source(), offset);
  if (!site) return;
  ++counts.sites;
  EXPECT_FALSE(site->description.empty());
  ASSERT_LT(site->comment.begin, site->comment.end);
  ASSERT_LE(site->comment.end, text.text().size());
  ASSERT_LE(site->insert_at, text.text().size());
  EXPECT_LE(site->comment.begin, site->insert_at);
  for (const engine::Name& name : names_in_scope(text.source(), site->insert_at, site->existing_code)) {
    ++counts.names;
    EXPECT_NE(text.text().find(name.text), std::string::npos) << name.text;
  }
  const auto edit = make_edit(text.source(), *site, {{0, "x = 1"}}, site->existing_code);
  if (edit) check_edit(text, *edit, counts);
}

TEST(Robustness, RandomPiecesOfCode) {
  constexpr std::string_view pieces[] = {"# a b",     "\n",       "\r\n",        "\r", "    ",   "\t",
                                         "def f(x):", "class A:", "\"\"\"",      "'",  "x = 1",  "(",
                                         ")",         "else:",    "for a in b:", "\\", "\xff",   "[",
                                         "import os", "@d",       "\f",          "é",  "async ", "self.a"};
  std::mt19937_64 random(fixtures::test_seed());
  Counts counts;
  for (int round = 0; round < 1500; ++round) {
    std::string code;
    for (int i = 0; i < 25; ++i) code += pieces[fixtures::below(std::size(pieces), random)];
    code += std::string(1, '\0');
    const SourceText text(code);
    for (int i = 0; i < 12; ++i) try_offset(text, fixtures::below(code.size() + 3, random), counts);
  }
  // The random texts do reach every step.
  EXPECT_GT(counts.sites, 500);
  EXPECT_GT(counts.names, 500);
  EXPECT_GT(counts.edits, 500);
  EXPECT_GT(counts.valid, 20);
}

TEST(Robustness, CommentOfOneMegabyteIsCutTo400Words) {
  std::string line = "# ";
  while (line.size() < (1u << 20)) line += "word ";
  const SourceText text(line);
  const auto site = find_site(text.source(), line.size() / 2);
  ASSERT_TRUE(site);
  EXPECT_EQ(std::count(site->description.begin(), site->description.end(), ' '), 399);
  EXPECT_EQ(site->insert_at, line.size());
}

TEST(Robustness, OneWordOfOneMegabyteIsCut) {
  const SourceText text("# a " + std::string(1u << 20, 'x'));
  const auto site = find_site(text.source(), 10);
  ASSERT_TRUE(site);
  EXPECT_LE(site->description.size(), 4000u);
}

TEST(Robustness, TenThousandBrackets) {
  Counts counts;
  const std::string open(10000, '(');
  const SourceText closed("x = " + open + "1" + std::string(10000, ')') + "\n# add▮\n");
  try_offset(closed, closed.cursor(), counts);
  EXPECT_EQ(counts.sites, 1);
  EXPECT_EQ(counts.edits, 1);
  const SourceText unclosed("x = " + open + "\n# add▮\n");
  try_offset(unclosed, unclosed.cursor(), counts);
  EXPECT_EQ(counts.sites, 2);
}

TEST(Robustness, TwoThousandBlocks) {
  std::string code;
  for (int depth = 0; depth < 2000; ++depth)
    code += std::string(static_cast<std::size_t>(depth), ' ') + "if x:\n";
  const SourceText text(code + std::string(2000, ' ') + "# add▮\n");
  Counts counts;
  try_offset(text, text.cursor(), counts);
  EXPECT_EQ(counts.sites, 1);
  EXPECT_EQ(counts.edits, 1);
}

TEST(Robustness, InvalidUtf8AndControlsNeverReachTheDescription) {
  using namespace std::string_literals;
  const SourceText text("# read\xff\xc3 the\x01 \xed\xa0\x80\0"s + "file\x7f");
  const auto site = find_site(text.source(), 3);
  ASSERT_TRUE(site);
  EXPECT_EQ(site->description, "read the file");
}

}  // namespace
}  // namespace treewright::completion
