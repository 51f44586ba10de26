#include <gmock/gmock.h>

#include <fstream>

#include "engine/syntax/language.h"
#include "lab/harvest/package_extractor.h"

namespace treewright::lab {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

std::vector<Pair> extract(std::string_view text, PairVerdict* last = nullptr) {
  PairVerdictCounts counts{};
  std::vector<Pair> pairs = extract_pairs(*syntax::language_by_id("python"), text, counts);
  for (std::size_t i = 0; last != nullptr && i < counts.size(); ++i) {
    if (counts[i] > 0) *last = static_cast<PairVerdict>(i);
  }
  return pairs;
}

PairVerdict verdict_of(std::string_view text) {
  PairVerdict verdict = PairVerdict::no_code;
  (void)extract(text, &verdict);
  return verdict;
}

TEST(Extractor, CommentAndTheStatementItDescribes) {
  const auto pairs = extract(
      "def total(rows, limit):\n"
      "    count = 0\n"
      "    # count the rows above the limit\n"
      "    for row in rows:\n"
      "        if row>limit: count+=1\n"
      "\n"
      "    return count\n");
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].nl, "count the rows above the limit");
  EXPECT_EQ(pairs[0].code, "for row in rows:\n    if row > limit:\n        count += 1");
  EXPECT_THAT(pairs[0].names, ElementsAre(engine::Name{"rows", engine::NameKind::parameter},
                                          engine::Name{"limit", engine::NameKind::parameter},
                                          engine::Name{"total", engine::NameKind::enclosing},
                                          engine::Name{"count", engine::NameKind::local}));
  EXPECT_TRUE(pairs[0].surroundings.in_function);
  EXPECT_FALSE(pairs[0].surroundings.docstring);
}

TEST(Extractor, DocstringAndShortBody) {
  const auto pairs = extract(
      "class Box:\n"
      "    async def size(self):\n"
      "        \"\"\"Return the size of the box. It is cached.\n\n"
      "        Args: none\n"
      "        \"\"\"\n"
      "        return await self.get_size()  # slow\n");
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].nl, "Return the size of the box.");
  EXPECT_EQ(pairs[0].code, "return await self.get_size()");
  EXPECT_TRUE(pairs[0].surroundings.docstring);
  EXPECT_TRUE(pairs[0].surroundings.in_async);
  EXPECT_THAT(pairs[0].names, Contains(engine::Name{"self", engine::NameKind::parameter}));
}

TEST(Extractor, TrailingCommentDescribesItsOwnLine) {
  const auto pairs = extract("def f(self):\n    self.total = 0  # reset the total\n");
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].nl, "reset the total");
  EXPECT_EQ(pairs[0].code, "self.total = 0");
}

TEST(Extractor, OfALongParagraphTheFirstStatement) {
  std::string long_call = "print(name";
  for (int i = 0; i < 40; ++i) long_call += ", " + std::to_string(i);
  const auto pairs = extract("# strip the name\nname = name.strip()\n" + long_call + ")\n");
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].code, "name = name.strip()");
}

TEST(Extractor, SaysWhyAPairIsDropped) {
  EXPECT_EQ(verdict_of("# print the name\n"), PairVerdict::no_code);
  EXPECT_EQ(verdict_of("# печать имени name\nprint(name)\n"), PairVerdict::not_english);
  EXPECT_EQ(verdict_of("# print\nprint(name)\n"), PairVerdict::word_count);
  EXPECT_EQ(verdict_of("# TODO: print the name\nprint(name)\n"), PairVerdict::remark);
  EXPECT_EQ(verdict_of("# note that the name is set here\nprint(name)\n"), PairVerdict::remark);
  EXPECT_EQ(verdict_of("# print(name, other)\nprint(name)\n"), PairVerdict::commented_code);
  EXPECT_EQ(verdict_of("# name = other name\nprint(name)\n"), PairVerdict::commented_code);
  EXPECT_EQ(verdict_of("# print the name\nprint(name = = 1)\n"), PairVerdict::not_tokenisable);
  EXPECT_EQ(verdict_of("def f():\n    \"\"\"Return the name.\"\"\"\n    raise NotImplementedError\n"),
            PairVerdict::trivial);
  EXPECT_EQ(verdict_of("# greet our visitors\nx = compute(7)\n"), PairVerdict::unrelated);
  EXPECT_EQ(verdict_of("# print the name\nprint(name)\n"), PairVerdict::kept);
}

class Packages : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::path(::testing::TempDir()) / "treewright_packages";
    std::filesystem::remove_all(root_);
    add("one/a.py", "# print the name\nprint(name)\n# print the value\nprint(value)\n");
    add("one/deep/b.py", "# print the name\nprint(name)\n");
    add("two/c.py", "# print the total\nprint(total)\n");
    add("two/notes.txt", "# print the text\nprint(text)\n");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void add(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] std::vector<std::string> rows() const {
    std::ifstream stream(root_ / "rows.jsonl");
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }
  std::filesystem::path root_;
};

TEST_F(Packages, RowsAreUniqueAndNameTheirPackage) {
  const auto report = extract_packages({root_}, root_ / "rows.jsonl");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->packages, 2u);
  EXPECT_EQ(report->files, 3u);
  EXPECT_EQ(report->counts[static_cast<std::size_t>(PairVerdict::kept)], 3u);
  EXPECT_EQ(report->counts[static_cast<std::size_t>(PairVerdict::duplicate)], 1u);
  EXPECT_THAT(rows(),
              Contains("{\"nl\":\"print the total\",\"code\":\"print(total)\",\"names\":[],\"surroundings\":"
                       "{\"docstring\":false,\"in_function\":false,\"in_async\":false,\"in_loop\":false,"
                       "\"in_class_body\":false},\"source\":\"two\"}"));
}

TEST_F(Packages, NoMoreThanTheLimitOfAPackage) {
  ExtractOptions options;
  options.limit_per_package = 1;
  const auto report = extract_packages({root_}, root_ / "rows.jsonl", options);
  ASSERT_TRUE(report);
  EXPECT_EQ(rows().size(), 2u);
  EXPECT_EQ(report->counts[static_cast<std::size_t>(PairVerdict::over_limit)], 1u);
}

TEST_F(Packages, AMissingFolderIsAnErrorThatNamesIt) {
  const auto report = extract_packages({root_ / "none"}, root_ / "rows.jsonl");
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, ::testing::HasSubstr("none"));
}

}  // namespace
}  // namespace treewright::lab
