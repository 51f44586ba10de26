#include "engine/syntax/unreached_code.h"

#include <gtest/gtest.h>

namespace treewright::syntax {
namespace {

const Language& python() { return *language_by_id("python"); }

bool is_unreached(std::string_view code, const ByteRange& range) {
  return has_unreached_code(python(), Parser(python()).parse(code).root(), range);
}

TEST(UnreachedCode, FollowsWhatLeavesItsBlock) {
  const std::string_view code = "def f():\n    return 1\n    return 2\n";
  EXPECT_TRUE(is_unreached(code, {13, 21}));
  EXPECT_FALSE(is_unreached(code, {26, 34})) << "what is asked for there is not reached whatever it is";
  EXPECT_FALSE(is_unreached("def f():\n    if a:\n        return 1\n    return 2\n", {13, 34}));
  EXPECT_FALSE(is_unreached("def f():\n    return 1\n    # said\n", {13, 21}));
  const std::string_view elsewhere = "def f():\n    return 1\n    return 2\nx = 1\n";
  EXPECT_FALSE(is_unreached(elsewhere, {35, 40}));
}

}  // namespace
}  // namespace treewright::syntax
