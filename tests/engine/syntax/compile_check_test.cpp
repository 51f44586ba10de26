// What the compiler refuses is refused, and nothing else: tests/corpus/compile, which
// tests/compile_corpus_test.py puts to the compiler itself.
#include "engine/syntax/compile_check.h"

#include <gtest/gtest.h>

#include "tests/fixtures/golden_file.h"

namespace treewright::syntax {
namespace {

const Language& python() { return *language_by_id("python"); }
constexpr CodePlace whole_file{
    .functions = 0, .in_function = false, .in_async = false, .in_loop = false, .whole_file = true};

std::vector<std::string_view> rules(std::string_view code, const CodePlace& place = whole_file) {
  std::vector<std::string_view> rules;
  for (const Violation& violation : find_violations(python(), code, place)) rules.push_back(violation.rule);
  return rules;
}

TEST(CompileCheck, IsAsTheCompilerSays) {
  std::size_t cases = 0;
  for (const tests::GoldenFile& file : tests::read_golden_files("tests/corpus/compile")) {
    cases += file.cases.size();
    const std::string differences = tests::check_golden_file(file, [](const tests::GoldenCase& golden) {
      return std::string(rules(golden.parts[0]).empty() ? "accepted\n" : "refused\n");
    });
    EXPECT_TRUE(differences.empty()) << differences;
  }
  EXPECT_GE(cases, 450U);
}

TEST(CompileCheck, SaysWhichRuleAndWhere) {
  const std::string_view code = "a = 1\nf(b=1, b=2)\n";
  const auto violations = find_violations(python(), code, whole_file);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].rule, "two of one name");
  EXPECT_EQ(code.substr(violations[0].at.begin, violations[0].at.end - violations[0].at.begin), "b=2");
}

TEST(CompileCheck, LooksAtTheRangeAlone) {
  const std::string_view code = "f(b=1, b=2)\nx = 1\nreturn\n";
  const Tree tree = Parser(python()).parse(code);
  EXPECT_TRUE(find_violations(python(), tree.root(), code, whole_file, {12, 17}).empty());
  EXPECT_FALSE(find_violations(python(), tree.root(), code, whole_file, {12, 24}).empty());
  EXPECT_FALSE(find_violations(python(), tree.root(), code, whole_file, {3, 4}).empty());
}

TEST(CompileCheck, AnUnknownPlaceTakesWhatSomePlaceTakes) {
  for (const char* code :
       {"return 1", "yield", "await a", "break", "nonlocal a", "from a import *", "yield from a"})
    EXPECT_TRUE(rules(code, {}).empty()) << code;
  EXPECT_FALSE(rules("def f():\n    break\n", {}).empty());
}

TEST(CompileCheck, ALanguageWithoutRulesTakesWhatParses) {
  EXPECT_TRUE(find_violations(*known_language("javascript"), "f(a, a); break;", whole_file).empty());
}

}  // namespace
}  // namespace treewright::syntax
