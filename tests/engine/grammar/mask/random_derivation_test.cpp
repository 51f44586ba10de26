// Whatever a decoder chooses among what the mask allows, the text parses.
#include "tests/engine/grammar/mask/random_derivation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "engine/syntax/tree.h"
#include "tests/engine/grammar/mask/python_texts.h"

namespace treewright::grammar {
namespace {

struct Writer {
  explicit Writer(std::string_view id)
      : language(*syntax::known_language(id)),
        system(TransitionSystem::of(language).value()),
        mask(*system) {}
  const syntax::Language& language;
  std::shared_ptr<const TransitionSystem> system;
  ActionMask mask;
};

/// Texts of random derivations that do not parse.
std::vector<std::string> find_broken(const Writer& writer, const TextPool& texts, unsigned seed,
                                     std::size_t count) {
  RandomDerivations random(*writer.system, writer.mask, texts, seed);
  syntax::Parser parser(writer.language);
  std::vector<std::string> broken;
  for (std::size_t i = 0; i < count; ++i) {
    const auto code = text::write_code(writer.language, build_tree(*writer.system, random.next(1 + i % 25)));
    if (!code) {
      broken.push_back(code.error().message);
    } else if (syntax::count_errors(parser.parse(*code).root()) > 0) {
      broken.push_back(*code);
    }
  }
  return broken;
}

class RandomDerivation : public testing::TestWithParam<unsigned> {};

TEST_P(RandomDerivation, IsOfCodeThatParses) {
  static const Writer python("python");
  EXPECT_THAT(find_broken(python, python_texts(), GetParam(), 25'000), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDerivation, testing::Values(1U, 2U, 3U, 4U));

/// Without data of what a language's parser refuses, nearly all parse.
class RandomDerivationOf : public testing::TestWithParam<const char*> {};

TEST_P(RandomDerivationOf, NearlyAlwaysParses) {
  const Writer writer(GetParam());
  const auto broken = find_broken(writer, {{"identifier", {"x", "of", "get", "static_"}}}, 1, 2000);
  for (const std::string& code : broken) std::printf("---\n%s\n", code.c_str());
  EXPECT_LT(broken.size(), 40U);
}

INSTANTIATE_TEST_SUITE_P(Languages, RandomDerivationOf, testing::Values("javascript", "c"));

}  // namespace
}  // namespace treewright::grammar
