// Whatever a decoder chooses among what the mask allows, the text parses.
#include "tests/engine/grammar/random_derivation.h"

#include <gtest/gtest.h>

#include "engine/syntax/tree.h"

namespace treewright::grammar {
namespace {

TextPool python_texts() {
  return {
      {"identifier", {"x", "self", "print", "match", "type", "_", "exec", "ünï", "f", "rb", "case"}},
      {"integer", {"0", "1", "0xFF", "2j"}},
      {"float", {"1.5", "1.", ".5", "1e9"}},
      {"string_content", {"abc",  "it's", "say \"x\"", " lead", "{{x}}",     "{x}", "a\\n",   "\\d", "\\\\",
                          ">10",  "#x",   "é",         "=3",    "!r",        "}}",  "a'b\"c", "'",   "\\\"",
                          "\\x4", "{",    "\\",        "a\nb",  "\\N{DASH}", "\"",  "\"\"\"", "'''"}}};
}

class RandomDerivation : public testing::TestWithParam<unsigned> {};

TEST_P(RandomDerivation, IsOfCodeThatParses) {
  const auto& python = *syntax::language_by_id("python");
  static const auto system = TransitionSystem::of(python).value();
  static const ActionMask mask(*system);
  RandomDerivations random(*system, mask, python_texts(), GetParam());
  syntax::Parser parser(python);
  for (std::size_t i = 0; i < 25'000; ++i) {
    const text::CodeTree tree = build_tree(*system, random.next(1 + i % 25));
    const auto code = text::write_code(python, tree);
    ASSERT_TRUE(code) << code.error().message;
    ASSERT_EQ(syntax::count_errors(parser.parse(*code).root()), 0U) << *code;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDerivation, testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace treewright::grammar
