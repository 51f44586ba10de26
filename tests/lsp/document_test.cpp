#include "lsp/document.h"

#include <gtest/gtest.h>

#include <chrono>
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
  EXPECT_EQ(tree_text(snapshot->parse()), tree_text(parser.parse(snapshot->buffer.text())));
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

TEST(Document, EditsStartFromTheLastTreeThatSomebodyAskedFor) {
  Document document(python(), "x = 1\n", 1);
  expect_fresh_tree(document);
  ASSERT_TRUE(document.change({replace({0, 4}, {0, 5}, "[2]")}, 2));
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 0}, "def f():\n    ")}, 3));
  EXPECT_TRUE(document.snapshot()->tree.known().empty()) << "nobody has asked";
  expect_fresh_tree(document);
  EXPECT_FALSE(document.snapshot()->tree.known().empty());
}

TEST(Document, RangesThatAreBackwardsOrPastTheEndOfALine) {
  Document document(python(), "abc = 1\n", 1);
  ASSERT_TRUE(document.change({replace({0, 3}, {0, 1}, "")}, 2));
  EXPECT_EQ(document.snapshot()->buffer.text(), "a = 1\n");
  ASSERT_TRUE(document.change({replace({2, 0}, {2, 7}, "# end")}, 3)) << "the line after the last";
  EXPECT_EQ(document.snapshot()->buffer.text(), "a = 1\n# end");
  ASSERT_TRUE(document.change({replace({1, 5}, {1, 9000}, "!")}, 4));
  EXPECT_EQ(document.snapshot()->buffer.text(), "a = 1\n# end!");
  EXPECT_TRUE(document.in_sync());
}

/// After a change that fails with `why`, nothing is known of the document, whatever comes.
void expect_out_of_sync(const std::vector<ContentChange>& changes, std::optional<std::int64_t> version,
                        const std::string& why) {
  Document document(python(), "x = 1\n", 4);
  const auto before = document.snapshot();
  const auto changed = document.change(changes, version);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().message, why);
  EXPECT_EQ(before->buffer.text(), "x = 1\n");
  EXPECT_FALSE(before->parse().empty()) << "who began before goes on";
  EXPECT_FALSE(document.in_sync());
  EXPECT_FALSE(document.change({{std::nullopt, "y = 2\n"}}, 9));
  EXPECT_EQ(document.snapshot()->unreadable, Unreadable::out_of_sync);
  EXPECT_TRUE(document.snapshot()->parse().empty());
}

TEST(Document, AChangeThatDoesNotFitPutsItOutOfSync) {
  expect_out_of_sync({{std::nullopt, "y"}}, 4, "textDocument.version: 4 is not newer than 4");
  expect_out_of_sync({{std::nullopt, "y"}}, -1, "textDocument.version: -1 is not newer than 4");
  expect_out_of_sync({replace({0, 0}, {0, 0}, "y"), replace({1, 0}, {3, 0}, "")}, 5,
                     "contentChanges[1].range: there is no line 3 in a text of 2");
  expect_out_of_sync({replace({4000000000, 0}, {0, 0}, "")}, 5,
                     "contentChanges[0].range: there is no line 4000000000 in a text of 2");
}

TEST(Document, AChangeWithoutAVersionIsTheNext) {
  Document document(python(), "x = 1\n", 4);
  ASSERT_TRUE(document.change({{std::nullopt, "kept"}}, std::nullopt));
  EXPECT_EQ(document.version(), 5);
}

TEST(Document, ASnapshotStaysAsItWasWhileOthersAreEdited) {
  Document document(python(), "x = 1\n", 1);
  const auto before = document.snapshot();
  const auto tree_before = tree_text(before->parse());
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 5}, "def f(): pass")}, 2));
  EXPECT_EQ(before->buffer.text(), "x = 1\n");
  EXPECT_EQ(before->version, 1);
  EXPECT_EQ(tree_text(before->parse()), tree_before);
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
  EXPECT_EQ(large.snapshot()->unreadable, Unreadable::file_too_large);
  EXPECT_TRUE(large.snapshot()->parse().empty());
  ASSERT_TRUE(large.change({replace({1, 0}, {2, 0}, "")}, 3));
  EXPECT_FALSE(large.snapshot()->unreadable);
  expect_fresh_tree(large);
  const Document unknown(nullptr, "// text\n", 1);
  EXPECT_EQ(unknown.snapshot()->unreadable, Unreadable::unknown_language);
}

/// 9 MB, which take seconds to parse.
std::string slow_text() {
  std::string text;
  while (text.size() < (std::size_t{9} << 20)) text += "x = (1 + [2, {'a': 3}])\n";
  return text;
}

TEST(Document, AParseThatTakesTooLongIsGivenUpAndTheNextTextIsServed) {
  DocumentOptions options;
  options.parse_limit = std::chrono::milliseconds(50);
  Document document(python(), slow_text(), 1, options);
  ASSERT_FALSE(document.snapshot()->unreadable);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(document.snapshot()->parse().empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(1000));
  ASSERT_TRUE(document.change({{std::nullopt, "x = 1\n"}}, 2));
  expect_fresh_tree(document);
}

TEST(Document, AParseEndsWhenItIsNoLongerWanted) {
  Document document(python(), slow_text(), 1);
  std::stop_source stop;
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop.request_stop();
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(document.snapshot()->parse(stop.get_token()).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400));
  canceller.join();
}

TEST(Document, AnEditNeverWaitsForAParse) {
  Document document(python(), slow_text(), 1);
  std::stop_source stop;
  std::thread reader([snapshot = document.snapshot(), &stop] {
    static_cast<void>(snapshot->parse(stop.get_token()));
    EXPECT_TRUE(stop.stop_requested()) << "the parse was over before the edit";
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_TRUE(document.change({replace({0, 0}, {0, 0}, "y = 2\n")}, 2));
  stop.request_stop();
  reader.join();
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
