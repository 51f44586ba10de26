#include "lsp/document.h"

#include <gtest/gtest.h>

#include <thread>

namespace treewright::lsp {
namespace {

const syntax::Language* python() { return syntax::language_by_id("python"); }

ContentChange replace(Position start, Position end, std::string text) {
  return {Range{start, end}, std::move(text)};
}

std::string tree_text(const syntax::Tree& tree) {
  const std::unique_ptr<char, void (*)(void*)> text(ts_node_string(tree.root()), std::free);
  return text.get();
}

/// The tree after the edits is the one that a fresh parse gives.
void expect_fresh_tree(const Document& document) {
  const auto snapshot = document.snapshot();
  syntax::Parser parser(*python());
  EXPECT_EQ(tree_text(snapshot->tree), tree_text(parser.parse(snapshot->buffer.text())));
}

TEST(Document, EditsAreAppliedOneAfterTheOther) {
  Document document(python(), "def f():\n    pass\n", 1);
  ASSERT_TRUE(
      document.change({replace({1, 4}, {1, 8}, "x = '😀'\n    y = 2"), replace({1, 11}, {1, 12}, "z'")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text(), "def f():\n    x = '😀z'\n    y = 2\n");
  EXPECT_EQ(document.version(), 2);
  expect_fresh_tree(document);
}

TEST(Document, ATextWithoutRangeReplacesEverything) {
  Document document(python(), "x = 1\n", 1);
  ASSERT_TRUE(document.change(
      {replace({0, 0}, {0, 1}, "y"), {std::nullopt, "z"}, replace({0, 1}, {0, 1}, " = 3")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text(), "z = 3");
  expect_fresh_tree(document);
}

TEST(Document, RangesThatAreBackwardsOrOutside) {
  Document document(python(), "abc = 1\n", 1);
  ASSERT_TRUE(document.change({replace({0, 3}, {0, 1}, "")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text(), "a = 1\n");
  ASSERT_TRUE(document.change({replace({50, 3}, {90, 1}, "# end")}, 3));
  EXPECT_EQ(document.snapshot()->buffer.text(), "a = 1\n# end");
}

TEST(Document, StaleVersionsChangeNothing) {
  Document document(python(), "x = 1\n", 4);
  const auto stale = document.change({{std::nullopt, "lost"}}, 4);
  ASSERT_FALSE(stale);
  EXPECT_NE(stale.error().message.find("4 is not newer than 4"), std::string::npos);
  EXPECT_EQ(document.snapshot()->buffer.text(), "x = 1\n");
  ASSERT_TRUE(document.change({{std::nullopt, "kept"}}, std::nullopt));
  EXPECT_EQ(document.version(), 5);
}

TEST(Document, ASnapshotStaysAsItWasWhileOthersAreEdited) {
  Document document(python(), "x = 1\n", 1);
  const auto before = document.snapshot();
  const auto tree_before = tree_text(before->tree);
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 5}, "def f(): pass")}, 2));
  EXPECT_EQ(before->buffer.text(), "x = 1\n");
  EXPECT_EQ(before->version, 1);
  EXPECT_EQ(tree_text(before->tree), tree_before);
  EXPECT_EQ(document.snapshot()->version, 2);
}

TEST(Document, WithoutReadersTheTextIsEditedInPlace) {
  Document document(python(), std::string(1000, ' ') + "x = 1\n", 1);
  const auto* place = document.snapshot()->buffer.text().data();
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 1}, "")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text().data(), place);
  const auto reader = document.snapshot();
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 1}, "")}, 3));
  EXPECT_NE(document.snapshot()->buffer.text().data(), place);
}

TEST(Document, ReadersOnOtherThreadsNeverSeeAnEdit) {
  Document document(python(), "a = 0\n", 1);
  for (int version = 2; version < 200; ++version) {
    std::thread reader([snapshot = document.snapshot(), version] {
      EXPECT_EQ(snapshot->version, version - 1);
      EXPECT_EQ(snapshot->buffer.text(), "a = " + std::to_string(version - 2) + "\n");
    });
    const auto change =
        document.change({{std::nullopt, "a = " + std::to_string(version - 1) + "\n"}}, version);
    reader.join();
    ASSERT_TRUE(change);
  }
}

TEST(Document, LargeFilesAndUnknownLanguagesAreKeptButNotParsed) {
  Document large(python(), "# a comment\n", 1, {PositionEncoding::utf8, 20});
  EXPECT_FALSE(large.snapshot()->unreadable);
  ASSERT_TRUE(large.change({replace({1, 0}, {1, 0}, "x = 1111111111\n")}, 2));
  EXPECT_EQ(large.snapshot()->unreadable, completion::Reason::file_too_large);
  EXPECT_TRUE(large.snapshot()->tree.empty());
  ASSERT_TRUE(large.change({replace({1, 0}, {2, 0}, "")}, 3));
  EXPECT_FALSE(large.snapshot()->unreadable);
  expect_fresh_tree(large);
  const Document unknown(nullptr, "// text\n", 1);
  EXPECT_EQ(unknown.snapshot()->unreadable, completion::Reason::unknown_language);
}

TEST(Document, DeepNestingAndNulBytes) {
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += '(';
  Document document(python(), deep + '\n' + std::string(3, '\0'), 1);
  ASSERT_TRUE(document.change({replace({0, 5000}, {0, 5001}, "x"), replace({1, 1}, {1, 2}, "")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text().size(), 10003U);
}

}  // namespace
}  // namespace treewright::lsp
