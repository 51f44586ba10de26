#include "support/simd.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "fixtures/simd_targets.h"

namespace treewright {
namespace {

using Simd = fixtures::OnSimdTarget;

TEST_P(Simd, IsTheOneThatKernelsRunOn) { EXPECT_EQ(simd_target(), GetParam()); }

TEST_P(Simd, IsNamedByTheEnvironment) {
  ASSERT_TRUE(use_simd_target(""));
  ::setenv("TREEWRIGHT_SIMD", GetParam().c_str(), 1);
  const auto used = use_simd_target_of_environment();
  ::unsetenv("TREEWRIGHT_SIMD");
  ASSERT_TRUE(used);
  EXPECT_EQ(simd_target(), GetParam());
  ASSERT_TRUE(use_simd_target_of_environment());
  EXPECT_EQ(simd_target(), GetParam()) << "changed though the environment names none";
}

INSTANTIATE_TEST_SUITE_P(Targets, Simd, fixtures::all_simd_targets(), fixtures::simd_name);

TEST(SimdTargets, TheFirstIsUsedUnlessHeldBack) {
  ASSERT_TRUE(use_simd_target("scalar"));
  ASSERT_TRUE(use_simd_target(""));
  EXPECT_EQ(simd_target(), simd_targets().front());
  EXPECT_EQ(simd_targets().back(), "scalar");
}

TEST(SimdTargets, OthersAreRefusedWithTheNamesThereAre) {
  const auto used = use_simd_target("abacus");
  ASSERT_FALSE(used);
  EXPECT_THAT(used.error().message,
              testing::AllOf(testing::HasSubstr("abacus"), testing::HasSubstr("scalar")));
  EXPECT_EQ(simd_target(), simd_targets().front());
  ::setenv("TREEWRIGHT_SIMD", "abacus", 1);
  const auto named = use_simd_target_of_environment();
  ::unsetenv("TREEWRIGHT_SIMD");
  ASSERT_FALSE(named);
  EXPECT_THAT(named.error().message, testing::StartsWith("TREEWRIGHT_SIMD: "));
}

}  // namespace
}  // namespace treewright
