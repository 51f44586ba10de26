// Any bytes, any offset, any depth: an answer, no crash, no recursion.
#include <gtest/gtest.h>

#include <random>

#include "completion/insert.h"
#include "completion/scope.h"
#include "tests/completion/source_text.h"

namespace treewright::completion {
namespace {

void try_offset(const SourceText& text, std::size_t offset) {
  const auto site = find_site(text.source(), offset);
  if (!site) return;
  EXPECT_LE(site->insert_at, text.text().size());
  EXPECT_LE(site->comment.begin, site->comment.end);
  EXPECT_FALSE(site->description.empty());
  for (const engine::Name& name : names_in_scope(text.source(), site->insert_at, site->existing_code)) {
    EXPECT_FALSE(name.text.empty());
  }
  const auto edit = make_edit(text.source(), *site, {{0, "x = 1"}}, site->existing_code);
  if (edit) {
    EXPECT_LE(edit->range.end, text.text().size());
    (void)is_valid_in_place(text.source(), *edit);
  }
}

TEST(Robustness, RandomPiecesOfCode) {
  constexpr std::string_view pieces[] = {"# a b",     "\n",       "\r\n",        "\r", "    ",   "\t",
                                         "def f(x):", "class A:", "\"\"\"",      "'",  "x = 1",  "(",
                                         ")",         "else:",    "for a in b:", "\\", "\xff",   "[",
                                         "import os", "@d",       "\f",          "é",  "async ", "self.a"};
  std::mt19937 random(7);
  for (int round = 0; round < 1500; ++round) {
    std::string code;
    for (int i = 0; i < 25; ++i) code += pieces[random() % std::size(pieces)];
    code += std::string(1, '\0');
    const SourceText text(code);
    for (int i = 0; i < 12; ++i) try_offset(text, random() % (code.size() + 3));
  }
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
  const std::string open(10000, '(');
  const SourceText closed("x = " + open + "1" + std::string(10000, ')') + "\n# add▮\n");
  EXPECT_TRUE(find_site(closed.source(), closed.cursor()));
  try_offset(closed, closed.cursor());
  const SourceText unclosed("x = " + open + "\n# add▮\n");
  try_offset(unclosed, unclosed.cursor());
}

TEST(Robustness, TwoThousandBlocks) {
  std::string code;
  for (int depth = 0; depth < 2000; ++depth)
    code += std::string(static_cast<std::size_t>(depth), ' ') + "if x:\n";
  const SourceText text(code + std::string(2000, ' ') + "# add▮\n");
  try_offset(text, text.cursor());
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
