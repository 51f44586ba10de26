// Whatever a decoder chooses among the allowed tokens, the ending closes it and the text parses.
#include "tests/engine/grammar/lr/random_walk.h"

#include <gtest/gtest.h>

#include "engine/syntax/tree.h"

namespace treewright::grammar {
namespace {

const syntax::Language& python() { return *syntax::language_by_id("python"); }

class RandomWalk : public testing::TestWithParam<unsigned> {};

TEST_P(RandomWalk, EndsAndParses) {
  RandomWalks walks(GetParam());
  syntax::Parser parser(python());
  for (int i = 0; i < 1250; ++i) {
    const auto session = walks.begin();
    Walk walk = walks.walk(*session, walks.length());
    ASSERT_TRUE(walks.end(*session, walk));
    const std::string code = text::join(text::render(python(), walk.tokens));
    ASSERT_TRUE(session->may_end(walk.state)) << code;
    ASSERT_EQ(syntax::count_errors(parser.parse(code).root()), 0U) << code;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWalk, testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace treewright::grammar
