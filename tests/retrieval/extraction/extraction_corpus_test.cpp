// The golden cases of tests/corpus/extraction: what the index keeps of a source file.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "retrieval/extraction/extraction.h"
#include "tests/fixtures/golden_file.h"

namespace treewright::retrieval {
namespace {

using namespace std::string_literals;
using tests::GoldenCase;

/// A case's title ends with the name of the file that would hold it: "a docstring (a.py)".
const SourceLanguage* language_of(const GoldenCase& golden) {
  std::string path = golden.title.substr(golden.title.rfind('(') + 1);
  path.pop_back();
  return source_language_of(path);
}

std::string answer(const GoldenCase& golden) {
  const SourceLanguage* language = language_of(golden);
  if (language == nullptr) return "no language\n";
  auto extraction = Extraction::of(*language);
  if (!extraction) return extraction.error().message + "\n";
  const SourceFile file = extraction->read(golden.parts.front());
  std::string out;
  for (const std::string& import : file.imports) out += "import: " + import + "\n";
  for (const Entry& entry : file.entries) {
    out += fmt::format("{} {}-{} in \"{}\"{}: {}\n", entry_kind_name(entry.kind), entry.line, entry.end_line,
                       entry.scope, entry.name.empty() ? "" : " named " + entry.name, entry.description);
    out += "  | ";
    for (const char c : entry.code) out += c == '\n' ? "\n  | " : std::string(1, c);
    out.resize(out.size() - 4);
  }
  return out.empty() ? "nothing\n" : out;
}

TEST(ExtractionCorpus, EveryCaseIsAsExpected) {
  const std::filesystem::path folder = "tests/corpus/extraction";
  std::size_t cases = 0;
  for (const tests::GoldenFile& file : tests::read_golden_files(folder)) {
    cases += file.cases.size();
    const std::string differences = tests::check_golden_file(file, answer);
    EXPECT_TRUE(differences.empty()) << differences;
  }
  EXPECT_GE(cases, 20U);
}

TEST(Extraction, EveryQueryFitsItsGrammar) {
  for (const SourceLanguage& language : source_languages()) {
    const auto extraction = Extraction::of(language);
    EXPECT_TRUE(extraction) << extraction.error().message;
  }
}

TEST(Extraction, AQueryThatDoesNotFitIsNamed) {
  SourceLanguage language = *source_language_of("a.py");
  language.query_text = "(module) @block\n(no_such_node) @scope\n";
  const auto extraction = Extraction::of(language);
  ASSERT_FALSE(extraction);
  EXPECT_EQ(extraction.error().message,
            "queries/python.scm: does not fit the grammar at \"no_such_node) @scope\n\"");
}

TEST(Extraction, AnyBytesAreFine) {
  const std::string odd[] = {"",
                             "\0\xFF\xFE#\n"s,
                             "# a b\n",
                             "\"\"\"a b",
                             "def f():\n  # a b",
                             std::string(3000, '('),
                             "\xEF\xBB\xBF# read it all\nx = 1\n"};
  for (const SourceLanguage& language : source_languages()) {
    auto extraction = Extraction::of(language);
    ASSERT_TRUE(extraction);
    for (const std::string& text : odd) (void)extraction->read(text);
  }
}

TEST(Extraction, TextThatWouldTakeMinutesIsGivenUp) {
  auto extraction = Extraction::of(*source_language_of("a.py"));
  const SourceFile file = extraction->read(std::string(300000, '('));
  EXPECT_FALSE(file.complete);
  EXPECT_TRUE(file.entries.empty());
  EXPECT_EQ(extraction->read("# read it all\nx = 1\n").entries.size(), 1U);
}

TEST(Extraction, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(Extraction::of(*source_language_of("a.py"))->read("x = 1\n", stop.get_token()).complete);
}

TEST(Extraction, ALongBodyIsCutAtALineEnd) {
  std::string text = "def f():\n    \"\"\"Do it all.\"\"\"\n";
  for (int i = 0; i < 1000; ++i) text += fmt::format("    x{} = {}\n", i, i);
  const SourceFile file = Extraction::of(*source_language_of("a.py"))->read(text);
  ASSERT_EQ(file.entries.size(), 1U);
  EXPECT_LE(file.entries[0].code.size(), max_code_bytes);
  EXPECT_GT(file.entries[0].code.size(), max_code_bytes / 2);
  EXPECT_TRUE(file.entries[0].code.ends_with('\n'));
  EXPECT_EQ(file.entries[0].end_line, 1002U);
}

}  // namespace
}  // namespace treewright::retrieval
